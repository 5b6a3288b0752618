import { formatPercent } from '../red/redNumbers';
import styles from './ComparedBars.module.css';

export interface ComparedBarsProps {
  /** Shares of the two sides, 0 to 1. */
  readonly selection: number;
  readonly baseline: number;
}

/** Two bars, one for each side, with their shares beside them. */
export function ComparedBars({ selection, baseline }: ComparedBarsProps) {
  return (
    <span className={styles.bars}>
      <span className={styles.line}>
        <span className={styles.track}><span className={styles.selection} style={{ width: `${selection * 100}%` }} /></span>
        <span className={styles.share}><span className="visually-hidden">selection </span>{shareText(selection)}</span>
      </span>
      <span className={styles.line}>
        <span className={styles.track}><span className={styles.baseline} style={{ width: `${baseline * 100}%` }} /></span>
        <span className={styles.share}><span className="visually-hidden">baseline </span>{shareText(baseline)}</span>
      </span>
    </span>
  );
}

/** A share as a percentage, without digits that nobody needs beside a bar. */
export function shareText(share: number): string {
  const percent = share * 100;
  return percent === 0 ? '0 %' : percent < 1 ? formatPercent(Number(percent.toPrecision(1))) : `${Math.round(percent)} %`;
}
