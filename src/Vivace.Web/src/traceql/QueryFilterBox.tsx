import { Filter, X } from 'lucide-react';
import { useRef, useState, type FocusEvent, type KeyboardEvent } from 'react';
import { useShortcuts } from '../app/shortcuts';
import { IconButton } from '../ui/IconButton';
import styles from './QueryFilterBox.module.css';
import { TraceQLEditor, type TraceQLEditorHandle } from './TraceQLEditor';

export interface QueryFilterBoxProps {
  readonly label: string;
  readonly example: string;
  readonly value: string;
  readonly onChange: (query: string) => void;
  /** The range in Unix seconds, for completion; absent where the values of all times are offered. */
  readonly range?: { readonly start: number; readonly end: number };
  /** The heading of its key in the help. */
  readonly shortcutGroup: string;
  /** Why it cannot be used; it is shown, but not edited. */
  readonly unavailable?: string | undefined;
  /** Why the applied filter finds nothing; gone as soon as somebody types. */
  readonly error?: string | null;
}

/** A TraceQL filter that Enter applies. The editor is large, so it is fetched when somebody wants to type. */
export function QueryFilterBox({ label, example, value, onChange, range, shortcutGroup, unavailable, error = null }: QueryFilterBoxProps) {
  const [editing, setEditing] = useState(false);
  const [typed, setTyped] = useState<string | null>(null);
  const editor = useRef<TraceQLEditorHandle>(null);
  const text = typed ?? value;

  const apply = (next: string) => {
    setTyped(null);
    if (next.trim() !== value) onChange(next.trim());
  };
  const edit = () => {
    if (unavailable !== undefined) return;
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
  useShortcuts([{ keys: 'f', group: shortcutGroup, description: 'Filter', run: edit }]);

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
              range={range}
              focusOnMount
            />
          </div>
        ) : (
          <button type="button" className={styles.closed} disabled={unavailable !== undefined} title={unavailable} onClick={edit}>
            <Filter aria-hidden />
            <span className="visually-hidden">{text === '' ? `${label}, for example ` : `${label}: `}</span>
            <span className={text === '' ? styles.example : styles.text}>{text === '' ? example : text}</span>
          </button>
        )}
        {text !== '' && <IconButton size="sm" label="Clear filter" icon={<X aria-hidden />} onClick={() => apply('')} />}
      </div>
      {error !== null && typed === null && (
        <p role="alert" className={styles.error}>
          {error}
        </p>
      )}
    </div>
  );
}
