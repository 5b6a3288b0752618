import { Filter, X } from 'lucide-react';
import { useRef, useState, type FocusEvent, type KeyboardEvent } from 'react';
import { useShortcuts } from '../../app/shortcuts';
import { TraceQLEditor, type TraceQLEditorHandle } from '../../traceql/TraceQLEditor';
import { IconButton } from '../../ui/IconButton';
import { useTrace, useTraceActions } from '../TraceStoreContext';
import styles from './FilterBox.module.css';

const label = 'Filter this trace by TraceQL';
const example = '{ span.db.system != nil && duration > 10ms }';

/**
 * The TraceQL filter of this trace; Enter applies it. The editor is large, so it is fetched when somebody wants to type;
 * until then the box only shows what the filter is.
 */
export function FilterBox() {
  const actions = useTraceActions();
  const filter = useTrace((state) => state.filter);
  const canMatch = useTrace((state) => state.services.canMatch);
  const [editing, setEditing] = useState(false);
  const [typed, setTyped] = useState<string | null>(null);
  const editor = useRef<TraceQLEditorHandle>(null);
  const text = typed ?? filter.text;

  const apply = (next: string) => {
    setTyped(null);
    if (next.trim() !== filter.text) actions.setFilter(next.trim());
  };
  const edit = () => {
    if (!canMatch) return;
    setEditing(true);
    editor.current?.focus();
  };
  const onBlur = (event: FocusEvent<HTMLElement>) => {
    if (!event.currentTarget.contains(event.relatedTarget) && typed !== null) apply(typed);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    setTyped(null);
    setEditing(false);
  };
  useShortcuts([{ keys: 'f', group: 'Trace: finding', description: 'Filter', run: edit }]);

  return (
    <div className={styles.filter}>
      <div className={styles.line}>
        {editing ? (
          // The keys are the editor's own; only what it leaves over is looked at here.
          // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
          <div className={styles.field} onBlur={onBlur} onKeyDown={onKeyDown}>
            <TraceQLEditor
              ref={editor}
              variant="compact"
              label={label}
              placeholder={example}
              value={text}
              onChange={setTyped}
              onRun={() => apply(text)}
              focusOnMount
            />
          </div>
        ) : (
          <button
            type="button"
            className={styles.closed}
            disabled={!canMatch}
            title={canMatch ? undefined : 'TraceQL filters need a server; this trace comes from a file'}
            onClick={edit}
          >
            <Filter aria-hidden />
            <span className="visually-hidden">{text === '' ? `${label}, for example ` : `${label}: `}</span>
            <span className={text === '' ? styles.example : styles.text}>{text === '' ? example : text}</span>
          </button>
        )}
        {text !== '' && <IconButton size="sm" label="Clear filter" icon={<X aria-hidden />} onClick={() => apply('')} />}
      </div>
      {filter.error !== null && typed === null && (
        <p role="alert" className={styles.error}>
          {filter.error}
        </p>
      )}
    </div>
  );
}
