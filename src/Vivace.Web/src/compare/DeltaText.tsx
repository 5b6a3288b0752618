import { formatDuration } from '../time/durations';
import { classes } from '../ui/classes';
import styles from './DeltaText.module.css';

/** `+12 ms`, `−3 ms`, `0`: how much more B took than A. More is marked; less is not a fault. */
export function DeltaText({ nanoseconds, isNotable = true }: { readonly nanoseconds: number; readonly isNotable?: boolean }) {
  if (Number.isNaN(nanoseconds)) return <span className={styles.none}>–</span>;
  if (Math.abs(nanoseconds) < 0.5) return <span className={styles.none}>0</span>;
  const isMore = nanoseconds > 0;
  return (
    <span className={classes(isNotable ? (isMore ? styles.more : styles.less) : styles.none)}>
      {isMore ? '+' : '−'}
      {formatDuration(Math.abs(nanoseconds))}
    </span>
  );
}

export function CountDelta({ count }: { readonly count: number }) {
  if (count === 0) return <span className={styles.none}>0</span>;
  return (
    <span className={count > 0 ? styles.more : styles.less}>
      {count > 0 ? '+' : '−'}
      {Math.abs(count).toLocaleString('en')}
    </span>
  );
}
