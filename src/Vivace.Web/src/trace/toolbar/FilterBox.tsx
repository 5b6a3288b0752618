import { Filter, X } from 'lucide-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useShortcuts } from '../../app/shortcuts';
import { IconButton } from '../../ui/IconButton';
import { TextField } from '../../ui/TextField';
import { useTrace, useTraceActions } from '../TraceStoreContext';
import styles from './FilterBox.module.css';

/** The TraceQL filter of this trace; Enter applies it, the server says what is wrong with it. */
export function FilterBox() {
  const actions = useTraceActions();
  const filter = useTrace((state) => state.filter);
  const canMatch = useTrace((state) => state.services.canMatch);
  const [typed, setTyped] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const text = typed ?? filter.text;

  const apply = (next: string) => {
    setTyped(null);
    actions.setFilter(next.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      apply(text);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      setTyped(null);
      input.current?.blur();
    }
  };
  useShortcuts([{ keys: 'f', group: 'Trace: finding', description: 'Filter', run: () => input.current?.focus() }]);

  return (
    <div className={styles.filter}>
      <TextField
        ref={input}
        label="Filter this trace by TraceQL"
        labelHidden
        mono
        icon={<Filter aria-hidden />}
        className={styles.field}
        placeholder="{ span.db.system != nil && duration > 10ms }"
        value={text}
        disabled={!canMatch}
        title={canMatch ? undefined : 'TraceQL filters need a server; this trace comes from a file'}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => typed !== null && apply(typed)}
        onKeyDown={onKeyDown}
        error={typed === null ? filter.error : null}
        aria-busy={filter.running}
      />
      {text !== '' && <IconButton size="sm" label="Clear filter" icon={<X aria-hidden />} onClick={() => apply('')} />}
    </div>
  );
}
