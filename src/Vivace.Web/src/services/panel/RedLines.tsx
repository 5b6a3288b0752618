import { latencyText, shareText } from '../../graph/graphWords';
import { useZone } from '../../time/useZone';
import { formatRate } from '../../ui/formatNumbers';
import { ErrorState } from '../../ui/ErrorState';
import { Skeleton } from '../../ui/Skeleton';
import { Sparkline } from '../../ui/Sparkline';
import styles from './RedLines.module.css';
import type { Seconds } from './useOperations';
import { useRedSeries } from './useRedSeries';

export interface RedLinesProps {
  readonly query: string;
  readonly quantile: 'p50' | 'p95' | 'p99';
  readonly seconds: Seconds;
}

/** Rate, errors and duration of a node over the range. */
export function RedLines({ query, quantile, seconds }: RedLinesProps) {
  const zone = useZone();
  const red = useRedSeries(query, quantile, seconds);
  if (red.isError) return <ErrorState compact error={red.error} title="The lines could not be loaded." onRetry={() => void red.refetch()} />;
  if (red.data === undefined) return <Skeleton rows={3} height={44} label="Loading the lines" />;
  const { stepSeconds, endMs, perSecond, errorShare, durationNanos } = red.data;
  if (perSecond.length === 0) return <p className={styles.none}>No spans of it in this range.</p>;
  const formatStep = (steps: number) => zone.timeOfDay(BigInt(Math.round(endMs - steps * stepSeconds * 1000)) * 1_000_000n, stepSeconds < 60 ? 'second' : 'minute');
  return (
    <div className={styles.lines}>
      {(
        [
          ['Requests', perSecond, formatRate],
          ['Errors', errorShare, shareText],
          [`Duration, ≈ ${quantile}`, durationNanos, latencyText],
        ] as const
      ).map(([label, values, format]) => (
        <div key={label}>
          <h3 className={styles.label}>{label}</h3>
          <Sparkline label={label} values={values} endMs={endMs} stepMs={stepSeconds * 1000} format={format} formatStep={formatStep} />
        </div>
      ))}
    </div>
  );
}
