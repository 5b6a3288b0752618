import { formatDuration } from '../../time/durations';
import type { Zone } from '../../time/useZone';
import styles from './ChartTooltip.module.css';
import { DotFacts } from './DotFacts';
import type { ChartDot } from './plot';
import type { PointFacts } from './pointFacts';
import { TooltipBox } from './TooltipBox';

/** Properties of `ChartTooltip`. */
export interface ChartTooltipProps {
  readonly x: number;
  readonly y: number;
  /** Of the plot. */
  readonly width: number;
  readonly facts: PointFacts | undefined;
  readonly trace: ChartDot | undefined;
  readonly zone: Zone;
}

/** Words beside the pointer: the trace under it, or the interval and the cell. */
export function ChartTooltip({ x, y, width, facts, trace, zone }: ChartTooltipProps) {
  return (
    <TooltipBox x={x} top={Math.max(0, y - 12)} width={width}>
      {trace !== undefined && trace.spanCount === undefined ? (
        <DotFacts
          dot={{ traceId: trace.traceId, timestampMs: Number(trace.startUnixNano / 1_000n) / 1_000 }}
          durationNanoseconds={trace.durationNanoseconds}
          isError={trace.errorCount > 0}
        />
      ) : trace !== undefined ? (
        <>
          <strong>{nameOf(trace)}</strong>
          <span>{formatDuration(trace.durationNanoseconds)}{spansOf(trace)}</span>
          <span className={styles.faint}>{zone.timeOfDay(trace.startUnixNano, 'millisecond')} {zone.offset(trace.startUnixNano)} · click opens it</span>
        </>
      ) : facts !== undefined && (
        <>
          <strong>
            {facts.spans.toLocaleString('en')} {facts.spans === 1 ? 'span' : 'spans'}
            {facts.errors > 0 && <span className={styles.errors}>, {facts.errors.toLocaleString('en')} with errors</span>}
          </strong>
          {facts.durations !== undefined && <span>{facts.durations}</span>}
          <span className={styles.faint}>{timeOf(facts.fromMs, zone)} – {timeOf(facts.toMs, zone)} {zone.offset(BigInt(facts.toMs) * 1_000_000n)}</span>
        </>
      )}
    </TooltipBox>
  );
}

function nameOf({ rootService, rootName }: ChartDot): string {
  if (rootService === undefined) return 'root not received';
  return rootName === undefined ? rootService : `${rootService} ${rootName}`;
}

function spansOf({ spanCount, errorCount }: ChartDot): string {
  return ` · ${(spanCount ?? 0).toLocaleString('en')} spans${errorCount > 0 ? ` · ${errorCount.toLocaleString('en')} with errors` : ''}`;
}

function timeOf(milliseconds: number, zone: Zone): string {
  return zone.timeOfDay(BigInt(milliseconds) * 1_000_000n, 'second');
}
