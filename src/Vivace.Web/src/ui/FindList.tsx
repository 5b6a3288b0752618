import { Check, Search } from 'lucide-react';
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { classes } from './classes';
import styles from './FindList.module.css';
import { Skeleton } from './Skeleton';
import { TextField } from './TextField';

/** One thing to choose. */
export interface FindListChoice {
  readonly key: string;
  readonly label: string;
  readonly isChosen: boolean;
  /** The name of a field or attribute, as TraceQL writes it. */
  readonly isCode: boolean;
}

export interface FindListProps<T extends FindListChoice> {
  /** What the search finds, in words: its name and its placeholder. */
  readonly label: string;
  /** What the list is of. */
  readonly listLabel: string;
  /** Everything that could be chosen and has the text in its label, in order. */
  readonly find: (text: string) => readonly T[];
  readonly onChoose: (choice: T) => void;
  /** Whether Enter takes the first of the list before anything is typed. */
  readonly takesFirst: boolean;
  /** How many are drawn; typing finds the rest. */
  readonly most: number;
  /** True when there are more than `find` knows. */
  readonly isCut: boolean;
  /** What is being loaded, while it is. */
  readonly loading: string | undefined;
  /** Why there are no choices, or fewer: a failure, nothing there, nothing found. */
  readonly note: (text: string, found: number) => string | undefined;
  /** Between the search and the list. */
  readonly above?: ReactNode;
  /** Beside a choice. */
  readonly beside?: (choice: T) => ReactNode;
}

/** A list to choose from, narrowed by typing. Enter takes the first that is found; arrow keys go from the search to the list and along it. */
export function FindList<T extends FindListChoice>({ label, listLabel, find, onChoose, takesFirst, most, isCut, loading, note, above, beside }: FindListProps<T>) {
  const [typed, setTyped] = useState('');
  const list = useRef<HTMLUListElement>(null);
  const text = typed.trim();
  const found = find(text);
  const said = loading === undefined ? note(text, found.length) : undefined;
  return (
    // Tab works as everywhere.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={styles.panel} onKeyDown={(event) => walkList(event, list.current)}>
      <TextField
        label={label}
        labelHidden
        placeholder={label}
        icon={<Search aria-hidden />}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (takesFirst || text !== '') && found[0] !== undefined) onChoose(found[0]);
        }}
      />
      {above}
      <ul className={styles.list} ref={list} aria-label={listLabel}>
        {found.slice(0, most).map((choice) => (
          <li key={choice.key} className={styles.row}>
            <button type="button" data-choice className={styles.choice} aria-current={choice.isChosen || undefined} onClick={() => onChoose(choice)}>
              <span className={classes(styles.label, choice.isCode && styles.code)}>{choice.label}</span>
              {choice.isChosen && <Check aria-hidden className={styles.check} />}
            </button>
            {beside?.(choice)}
          </li>
        ))}
      </ul>
      {loading !== undefined && <Skeleton rows={5} label={loading} />}
      {said !== undefined && <p className={styles.note}>{said}</p>}
      {(found.length > most || isCut) && <p className={styles.note}>There are more; type to narrow.</p>}
    </div>
  );
}

/** `↓` and `↑` go along the choices, from whatever above them has the focus. */
function walkList(event: KeyboardEvent, list: HTMLElement | null): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const choices = [...(list?.querySelectorAll<HTMLElement>('[data-choice]') ?? [])];
  const at = choices.indexOf(document.activeElement as HTMLElement);
  const next = choices[event.key === 'ArrowDown' ? at + 1 : Math.max(0, at - 1)];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
