import { formatDuration } from '../../time/durations';
import { classes } from '../../ui/classes';
import styles from './DurationBar.module.css';

/** A duration with a bar that compares it with the longest one shown. */
export function DurationBar({ nanoseconds, longest, isError = false }: { nanoseconds: number; longest: number; isError?: boolean }) {
  const share = longest > 0 ? Math.min(1, nanoseconds / longest) : 0;
  return (
    <span className={styles.duration} title={`${nanoseconds.toLocaleString('en')} ns`}>
      <span className={styles.text}>{formatDuration(nanoseconds)}</span>
      <span aria-hidden className={styles.track}>
        <span className={classes(styles.bar, isError && styles.error)} style={{ width: `${Math.max(share * 100, 1.5)}%` }} />
      </span>
    </span>
  );
}
