import { Filter, X } from 'lucide-react';
import { useRef, useState, type FocusEvent, type KeyboardEvent } from 'react';
import { useShortcuts } from '../app/shortcuts';
import { TraceQLEditor, type TraceQLEditorHandle } from '../traceql/TraceQLEditor';
import { IconButton } from '../ui/IconButton';
import styles from './QueryFilterBox.module.css';

export interface QueryFilterBoxProps {
  readonly label: string;
  readonly example: string;
  readonly value: string;
  readonly onChange: (query: string) => void;
  /** The range in Unix seconds, for completion. */
  readonly range: { readonly start: number; readonly end: number };
}

/** A TraceQL filter that Enter applies. The editor is large, so it is fetched when somebody wants to type. */
export function QueryFilterBox({ label, example, value, onChange, range }: QueryFilterBoxProps) {
  const [editing, setEditing] = useState(false);
  const [typed, setTyped] = useState<string | null>(null);
  const editor = useRef<TraceQLEditorHandle>(null);
  const text = typed ?? value;

  const apply = (next: string) => {
    setTyped(null);
    if (next.trim() !== value) onChange(next.trim());
  };
  const edit = () => {
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
  useShortcuts([{ keys: 'f', group: 'Services', description: 'Filter', run: edit }]);

  return (
    <div className={styles.filter}>
      {editing ? (
        // The keys are the editor's own; only what it leaves over is looked at here.
        // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
        <div className={styles.field} onBlur={onBlur} onKeyDown={onKeyDown}>
          <TraceQLEditor ref={editor} variant="compact" label={label} placeholder={example} value={text} onChange={setTyped} onRun={() => apply(text)} range={range} focusOnMount />
        </div>
      ) : (
        <button type="button" className={styles.closed} onClick={edit}>
          <Filter aria-hidden />
          <span className="visually-hidden">{text === '' ? `${label}, for example ` : `${label}: `}</span>
          <span className={text === '' ? styles.example : styles.text}>{text === '' ? example : text}</span>
        </button>
      )}
      {text !== '' && <IconButton size="sm" label="Clear filter" icon={<X aria-hidden />} onClick={() => apply('')} />}
    </div>
  );
}
