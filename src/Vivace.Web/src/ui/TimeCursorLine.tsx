import { classes } from './classes';
import { useTimeCursor } from './timeCursor';
import styles from './TimeCursorLine.module.css';

export interface TimeCursorLineProps {
  /** What the chart shows at its left and at its right edge, in Unix milliseconds. */
  readonly fromMs: number;
  readonly toMs: number;
  /** The chart that shows its own cursor another way. */
  readonly except?: string;
  /** What the chart has at that time; absent for the line alone. */
  readonly textAt?: (ms: number) => string | undefined;
}

/** The line at the time that is pointed at on some chart of the page, with what this chart has there. */
export function TimeCursorLine({ fromMs, toMs, except, textAt }: TimeCursorLineProps) {
  const ms = useTimeCursor(({ at }) => (at === undefined || at.source === except || at.ms < fromMs || at.ms > toMs ? undefined : at.ms));
  if (ms === undefined) return null;
  const share = (ms - fromMs) / Math.max(1, toMs - fromMs);
  const text = textAt?.(ms);
  return (
    <span aria-hidden className={styles.line} data-time-cursor={Math.round(ms)} style={{ left: `${share * 100}%` }}>
      {text !== undefined && text !== '' && <span className={classes(styles.text, share > 0.5 && styles.before)}>{text}</span>}
    </span>
  );
}
