import { CircleAlert } from 'lucide-react';
import styles from './ErrorMark.module.css';

/** A number of errors with its sign; nothing for none. */
export function ErrorMark({ count, noun = 'span' }: { count: number; noun?: string }) {
  if (count === 0) return <span className={styles.none}>–</span>;
  return (
    <span className={styles.error} title={`${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'} with errors`}>
      <CircleAlert aria-hidden />
      {count.toLocaleString('en')}
      <span className="visually-hidden"> with errors</span>
    </span>
  );
}
