import { durationDomain } from './heatmap';
import type { ChartData } from './fetchChart';
import type { Plot } from './brush';
import { linearScale, logScale } from './scale';

/** Pixels around the plot and between its two parts. */
export const margins = { left: 52, right: 10, top: 6, between: 8, bottom: 18, bars: 36 } as const;

/** A trace as a dot. */
export interface ChartDot {
  readonly traceId: string;
  readonly startUnixNano: bigint;
  readonly durationNanoseconds: number;
  /** More than 0 for a trace with errors, or a span that is one. */
  readonly errorCount: number;
  /** What is not known of a single span. */
  readonly rootService?: string | undefined;
  readonly rootName?: string | undefined;
  readonly spanCount?: number;
}

/** Where everything of a chart is drawn. */
export interface ChartLayout extends Plot {
  /** Distance of the count bars' top from the plot's top. */
  readonly barsTop: number;
  readonly barsHeight: number;
  readonly durations: readonly [number, number];
}

/** Lays out a chart of some size. With traces drawn as dots, the axis of durations reaches over them, too. */
export function layoutOf(data: ChartData, width: number, height: number, dots: readonly ChartDot[]): ChartLayout {
  const plotWidth = Math.max(40, width - margins.left - margins.right);
  const plotHeight = Math.max(40, height - margins.top - margins.between - margins.bars - margins.bottom);
  const durations = domainOf(data, dots);
  return {
    width: plotWidth,
    height: plotHeight,
    time: linearScale([data.fromMs, data.toMs], [0, plotWidth]),
    duration: logScale(durations, [plotHeight, 0]),
    barsTop: plotHeight + margins.between,
    barsHeight: margins.bars,
    durations,
  };
}

/** At least a factor of 2^6, so that a single bucket is not as high as the plot. */
const leastRows = 6;

function domainOf({ heat }: ChartData, dots: readonly ChartDot[]): [number, number] {
  let [low, high] = heat.rows === 0 ? [1e6, 1e6] : durationDomain(heat);
  for (const { durationNanoseconds } of dots) {
    if (durationNanoseconds <= 0) continue;
    low = Math.min(low, 2 ** Math.floor(Math.log2(durationNanoseconds)));
    high = Math.max(high, 2 ** Math.ceil(Math.log2(durationNanoseconds)));
  }
  while (high / low < 2 ** leastRows) {
    low /= 2;
    high *= 2;
  }
  return [low, high];
}

/** The trace whose dot is nearest to a place of the plot, no farther than `most` pixels. */
export function nearestDot<D extends ChartDot>(layout: ChartLayout, dots: readonly D[], x: number, y: number, most = 8): D | undefined {
  let nearest: D | undefined;
  let least = most * most;
  for (const dot of dots) {
    const [dx, dy] = [dotX(layout, dot) - x, layout.duration.toPixel(dot.durationNanoseconds) - y];
    const distance = dx * dx + dy * dy;
    if (distance <= least) {
      nearest = dot;
      least = distance;
    }
  }
  return nearest;
}

/** Where a trace's dot stands: at its start. */
export function dotX(layout: ChartLayout, trace: ChartDot): number {
  return layout.time.toPixel(Number(trace.startUnixNano / 1_000n) / 1_000);
}
