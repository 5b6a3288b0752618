import { formatDuration } from '../../time/durations';
import styles from './DurationBar.module.css';

/** A duration with a bar that compares it with the longest one shown. */
export function DurationBar({ nanoseconds, longest }: { nanoseconds: number; longest: number }) {
  const share = longest > 0 ? Math.min(1, nanoseconds / longest) : 0;
  return (
    <span className={styles.duration} title={`${nanoseconds.toLocaleString('en')} ns`}>
      <span className={styles.text}>{formatDuration(nanoseconds)}</span>
      <span aria-hidden className={styles.track}>
        <span className={styles.bar} style={{ width: `${Math.max(share * 100, 1.5)}%` }} />
      </span>
    </span>
  );
}
