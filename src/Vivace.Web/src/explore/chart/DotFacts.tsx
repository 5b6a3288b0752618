import { formatDuration } from '../../time/durations';
import { useZone } from '../../time/useZone';
import styles from './DotFacts.module.css';
import { useDotSummary, type SpanDot } from './useDotSummary';

export interface DotFactsProps {
  readonly dot: SpanDot;
  /** Of the span, where the chart knows it. */
  readonly durationNanoseconds?: number;
  readonly isError?: boolean;
}

/** What stands behind a dot: service and name of its span and of the root, how long they took, and when. */
export function DotFacts({ dot, durationNanoseconds, isError = false }: DotFactsProps) {
  const zone = useZone();
  const summary = useDotSummary(dot);
  const at = BigInt(Math.round(dot.timestampMs * 1000)) * 1000n;
  const span = summary?.span;
  const duration = span?.durationNanoseconds ?? durationNanoseconds;
  const root = [summary?.rootService, summary?.rootName].filter((part) => part !== undefined).join(' ');
  const own = span === undefined ? '' : `${span.service} ${span.name}`;
  return (
    <span className={styles.facts} data-dot={dot.traceId}>
      <strong>{own !== '' ? own : root !== '' ? root : `Trace ${dot.traceId.slice(0, 8)}…`}</strong>
      {duration !== undefined && <span>{formatDuration(duration)}{isError && <span className={styles.error}> · error</span>}</span>}
      {summary !== undefined && own !== root && root !== '' && own !== '' && <span className={styles.faint}>in {root}, {formatDuration(summary.durationNanoseconds)}</span>}
      <span className={styles.faint}>{zone.timeOfDay(at, 'millisecond')} {zone.offset(at)} · click opens it</span>
    </span>
  );
}
