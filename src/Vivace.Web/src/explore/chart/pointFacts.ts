import { formatDuration } from '../../time/durations';
import type { ChartData } from './fetchChart';
import type { ChartLayout } from './plot';

/** What a chart says about the place under the pointer. */
export interface PointFacts {
  /** Ends of the interval, in Unix milliseconds. */
  readonly fromMs: number;
  readonly toMs: number;
  /** In words: the durations of the row; absent over the bars and where there is no row. */
  readonly durations: string | undefined;
  readonly spans: number;
  readonly errors: number;
}

/** The interval at a place, and within the heat map the cell. */
export function factsAt({ heat, bars }: ChartData, layout: ChartLayout, x: number, y: number): PointFacts | undefined {
  const column = Math.ceil((layout.time.toValue(x) - heat.firstEdgeMs) / heat.stepMs);
  if (x < 0 || x > layout.width || column < 0 || column >= heat.columns) return undefined;
  const toMs = heat.firstEdgeMs + column * heat.stepMs;
  const ends = { fromMs: toMs - heat.stepMs, toMs };
  const row = Math.ceil(Math.log2(layout.duration.toValue(y))) - heat.lowestBucket;
  if (y >= layout.height || row < 0 || row >= heat.rows) {
    const errors = bars.error[column]!;
    return { ...ends, durations: undefined, spans: errors + bars.ok[column]! + bars.unset[column]!, errors };
  }
  const bucket = heat.lowestBucket + row;
  return {
    ...ends,
    durations: `${formatDuration(2 ** (bucket - 1))} – ${formatDuration(2 ** bucket)}`,
    spans: heat.counts[column * heat.rows + row]!,
    errors: heat.errors[column * heat.rows + row]!,
  };
}
