import { Button } from '../../ui/Button';
import styles from './LimitNote.module.css';
import { sortLabel, type ServerSort } from './sortOrder';

/** Properties of `LimitNote`. */
export interface LimitNoteProps {
  readonly limit: number;
  readonly sort: ServerSort;
  /** A larger number that may be asked for; absent at the server's largest. */
  readonly next: number | undefined;
  readonly onLimit: (limit: number) => void;
}

/** Below a table that is as long as the limit: there may be more, and how to see it. */
export function LimitNote({ limit, sort, next, onLimit }: LimitNoteProps) {
  return (
    <p className={styles.note}>
      These are {limit.toLocaleString('en')} traces, {sortLabel(sort).toLowerCase()}; more may match.
      {next !== undefined && <Button size="sm" onClick={() => onLimit(next)}>Show {next.toLocaleString('en')}</Button>}
    </p>
  );
}
