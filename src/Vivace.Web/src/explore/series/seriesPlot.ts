import { linearScale, type Scale } from '../chart/scale';
import type { PlacedExemplar } from './exemplarDots';
import type { MetricsAnswer, MetricsSeries } from './metricsAnswer';

export type SeriesMode = 'lines' | 'bars';

/** Pixels around the plot. */
export const seriesMargins = { left: 64, right: 10, top: 8, bottom: 18 } as const;

/** Where everything of a chart of series is drawn. */
export interface SeriesLayout {
  readonly width: number;
  readonly height: number;
  readonly time: Scale;
  readonly value: Scale;
  readonly valueMarks: readonly number[];
  readonly stepMs: number;
  /** Upper and lower edge of each shown series at each time; the same in lines, stacked in bars. */
  readonly stacks: readonly (readonly (readonly [number, number])[])[];
}

/** Lays out the shown series. Bars are stacked in their order; a negative value stands below the line. */
export function layoutSeries(answer: MetricsAnswer, shown: readonly MetricsSeries[], mode: SeriesMode, range: readonly [number, number], size: { readonly width: number; readonly height: number }): SeriesLayout {
  const width = Math.max(40, size.width - seriesMargins.left - seriesMargins.right);
  const height = Math.max(40, size.height - seriesMargins.top - seriesMargins.bottom);
  const above = answer.times.map(() => 0);
  const below = answer.times.map(() => 0);
  const stacks = shown.map(({ values }) =>
    values.map((value, i): readonly [number, number] => {
      if (mode === 'lines' || Number.isNaN(value)) return [value, 0];
      const sums = value < 0 ? below : above;
      const from = sums[i] ?? 0;
      sums[i] = from + value;
      return [from + value, from];
    }),
  );
  const tops = stacks.flat().map(([top]) => top).filter((top) => !Number.isNaN(top));
  const valueMarks = roundMarks(Math.min(0, ...limits(tops, 'least')), Math.max(0, ...limits(tops, 'most')), Math.max(2, Math.floor(height / 36)));
  return {
    width,
    height,
    time: linearScale(range, [0, width]),
    value: linearScale([valueMarks[0]!, valueMarks.at(-1)!], [height, 0]),
    valueMarks,
    stepMs: stepOf(answer.times),
    stacks,
  };
}

function limits(values: readonly number[], which: 'least' | 'most'): number[] {
  // Not spread into Math.min: a large answer has more values than a call may have arguments.
  let limit: number | undefined;
  for (const value of values) {
    if (limit === undefined || (which === 'least' ? value < limit : value > limit)) limit = value;
  }
  return limit === undefined ? [] : [limit];
}

/** The least distance of two times; a second when there is one time only. */
export function stepOf(times: readonly number[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 1; i < times.length; i++) least = Math.min(least, times[i]! - times[i - 1]!);
  return Number.isFinite(least) ? least : 1_000;
}

/** Round numbers that enclose a domain: multiples of 1, 2 or 5 times a power of ten. */
export function roundMarks(low: number, high: number, most: number): number[] {
  if (high <= low) return low === 0 ? [0, 1] : [Math.min(0, low), Math.max(0, high)];
  const least = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= least * 0.999999) ?? 10 * power;
  const marks: number[] = [];
  for (let i = Math.floor(low / step + 1e-9); ; i++) {
    // Multiplied, not added up, so that 0.3 is not 0.30000000000000004.
    marks.push(Number((i * step).toPrecision(12)));
    if (i * step >= high - step * 1e-9) return marks;
  }
}

/** The index of the time whose interval holds an instant; times are the ends of intervals. */
export function indexAt(times: readonly number[], stepMs: number, instantMs: number): number | undefined {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! < instantMs) low = middle + 1;
    else high = middle;
  }
  return low === times.length || instantMs <= times[low]! - stepMs ? undefined : low;
}

/**
 * Where the exemplars of the shown series stand: on lines at their values; on bars, whose heights add up, in the middle of the piece that
 * their series has at that time.
 */
export function placeExemplars(layout: SeriesLayout, answer: MetricsAnswer, shown: readonly MetricsSeries[], mode: SeriesMode): PlacedExemplar[] {
  return shown.flatMap(({ exemplars }, series) => exemplars.flatMap((exemplar) => {
    const x = layout.time.toPixel(exemplar.timestampMs);
    if (mode === 'lines') return [{ exemplar, series, x, y: layout.value.toPixel(exemplar.value) }];
    const index = indexAt(answer.times, layout.stepMs, exemplar.timestampMs);
    const piece = index === undefined ? undefined : layout.stacks[series]![index];
    return piece === undefined || Number.isNaN(piece[0]) ? [] : [{ exemplar, series, x, y: layout.value.toPixel((piece[0] + piece[1]) / 2) }];
  }));
}
