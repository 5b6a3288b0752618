import { binCondition, tidy, type NumberBin } from './numbers';
import styles from './NumberBars.module.css';
import { shareText } from './ComparedBars';
import { shareOf } from './ranking';

export interface NumberBarsProps {
  readonly field: string;
  readonly bins: readonly NumberBin[];
  /** Spans of each side. */
  readonly selection: number;
  readonly baseline: number;
  readonly onKeep: (condition: string) => void;
}

/** A histogram of numbers, both sides beside one another in each bin; a click keeps the bin. */
export function NumberBars({ field, bins, selection, baseline, onKeep }: NumberBarsProps) {
  const most = Math.max(...bins.flatMap((bin) => [shareOf(bin.selection, selection), shareOf(bin.baseline, baseline)]), 1e-9);
  return (
    <div className={styles.histogram}>
      <ol className={styles.bins} aria-label={`Histogram of ${field}`}>
        {bins.map((bin, i) => {
          const [mine, rest] = [shareOf(bin.selection, selection), shareOf(bin.baseline, baseline)];
          const words = `${tidy(bin.from)} to ${tidy(bin.to)}: selection ${shareText(mine)}, baseline ${shareText(rest)}`;
          return (
            <li key={bin.from} className={styles.bin}>
              <button type="button" className={styles.button} aria-label={`Keep only ${words}`} title={words} onClick={() => onKeep(binCondition(field, bin, i === bins.length - 1))}>
                <span className={styles.selection} style={{ height: `${(mine / most) * 100}%` }} />
                <span className={styles.baseline} style={{ height: `${(rest / most) * 100}%` }} />
              </button>
            </li>
          );
        })}
      </ol>
      <div className={styles.axis} aria-hidden>
        <span>{tidy(bins[0]!.from)}</span>
        <span>{tidy(bins.at(-1)!.to)}</span>
      </div>
    </div>
  );
}
