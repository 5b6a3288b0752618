import { AbsoluteRangeForm } from './AbsoluteRangeForm';
import { describeLast, describeRange } from './describeRange';
import { lastRange, quickRanges, sameRange, type TimeRange } from './ranges';
import { readRange, useRecentRanges } from './recentRanges';
import styles from './TimeRangePanel.module.css';
import { useZone } from './useZone';

/** What the time range picker opens: quick ranges, two instants, and the ranges chosen last. */
export function TimeRangePanel({ range, onChoose }: { range: TimeRange; onChoose: (range: TimeRange) => void }) {
  const zone = useZone();
  const recent = useRecentRanges((state) => state.written);
  return (
    <div className={styles.panel}>
      <section aria-label="Quick ranges" className={styles.quick}>
        {quickRanges.map(([amount, unit]) => {
          const quick = lastRange(amount, unit);
          return (
            <button
              key={`${amount}${unit}`}
              type="button"
              className={styles.choice}
              aria-pressed={sameRange(quick, range)}
              onClick={() => onChoose(quick)}
            >
              {describeLast(amount, unit)}
            </button>
          );
        })}
      </section>
      <div className={styles.side}>
        <AbsoluteRangeForm range={range} onApply={onChoose} />
        {recent.length > 0 && (
          <section aria-label="Recent ranges" className={styles.recent}>
            <h3 className={styles.heading}>Recent</h3>
            {recent.map((written) => {
              const one = readRange(written);
              return one === null ? null : (
                <button key={written} type="button" className={styles.choice} onClick={() => onChoose(one)}>
                  {describeRange(one, zone)}
                </button>
              );
            })}
          </section>
        )}
      </div>
    </div>
  );
}
