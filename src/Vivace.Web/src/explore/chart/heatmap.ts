import type { Series } from './series';

/** Counts of spans over time and duration. Durations lie in powers of two: bucket k holds (2^(k-1), 2^k] nanoseconds. */
export interface HeatMap {
  /** Right edge of the first column, in Unix milliseconds; the others follow every `stepMs`. */
  readonly firstEdgeMs: number;
  readonly stepMs: number;
  readonly columns: number;
  /** k of the lowest row. */
  readonly lowestBucket: number;
  readonly rows: number;
  /** Spans of each cell, column by column, lowest row first. */
  readonly counts: Float64Array;
  /** How many of them have the status error. */
  readonly errors: Float64Array;
  /** The largest count. */
  readonly max: number;
}

/** Spans per interval by status; the columns are those of the heat map. */
export interface CountBars {
  readonly firstEdgeMs: number;
  readonly stepMs: number;
  readonly ok: Float64Array;
  readonly unset: Float64Array;
  readonly error: Float64Array;
  /** The largest sum. */
  readonly max: number;
  readonly total: number;
}

/** Intervals of a chart: right edges at multiples of the step that cover (from, to]. */
export interface Intervals {
  readonly firstEdgeMs: number;
  readonly stepMs: number;
  readonly columns: number;
}

/** The intervals that cover a range. */
export function intervalsOf(fromMs: number, toMs: number, stepMs: number): Intervals {
  const firstEdgeMs = (Math.floor(fromMs / stepMs) + 1) * stepMs;
  return { firstEdgeMs, stepMs, columns: Math.max(1, Math.ceil(toMs / stepMs) - Math.floor(fromMs / stepMs)) };
}

/** Counts spans by time and duration from the series of `histogram_over_time(duration) by (status)`. Samples outside the intervals are left out. */
export function heatMapOf(series: readonly Series[], intervals: Intervals): HeatMap {
  const filled = series
    .map((one) => ({ ...one, bucket: bucketOf(one.labels.get('__bucket')) }))
    .filter((one) => Number.isFinite(one.bucket) && one.samples.some((sample) => sample.value > 0));
  const lowestBucket = Math.min(...filled.map((one) => one.bucket));
  const highest = Math.max(...filled.map((one) => one.bucket));
  const rows = filled.length === 0 ? 0 : highest - lowestBucket + 1;
  const counts = new Float64Array(rows * intervals.columns);
  const errors = new Float64Array(rows * intervals.columns);
  for (const { labels, samples, bucket } of filled) {
    for (const { timestampMs, value } of samples) {
      const column = columnOf(intervals, timestampMs);
      if (column < 0) continue;
      const cell = column * rows + bucket - lowestBucket;
      counts[cell]! += value;
      if (labels.get('status') === 'error') errors[cell]! += value;
    }
  }
  return {
    ...intervals,
    lowestBucket: rows === 0 ? 0 : lowestBucket,
    rows,
    counts,
    errors,
    max: counts.reduce((most, count) => Math.max(most, count), 0),
  };
}

/** Counts spans by time and status from the series of `count_over_time() by (status)`. */
export function countBarsOf(series: readonly Series[], intervals: Intervals): CountBars {
  const bars = {
    ok: new Float64Array(intervals.columns),
    unset: new Float64Array(intervals.columns),
    error: new Float64Array(intervals.columns),
  };
  for (const { labels, samples } of series) {
    const status = labels.get('status');
    const bar = status === 'error' ? bars.error : status === 'ok' ? bars.ok : bars.unset;
    for (const { timestampMs, value } of samples) {
      const column = columnOf(intervals, timestampMs);
      if (column >= 0) bar[column]! += value;
    }
  }
  let max = 0;
  let total = 0;
  for (let i = 0; i < intervals.columns; i += 1) {
    const sum = bars.ok[i]! + bars.unset[i]! + bars.error[i]!;
    max = Math.max(max, sum);
    total += sum;
  }
  return { firstEdgeMs: intervals.firstEdgeMs, stepMs: intervals.stepMs, ...bars, max, total };
}

/** Durations that the rows of a heat map span, in nanoseconds. */
export function durationDomain(map: HeatMap): [number, number] {
  return [2 ** (map.lowestBucket - 1), 2 ** (map.lowestBucket + map.rows - 1)];
}

function columnOf({ firstEdgeMs, stepMs, columns }: Intervals, timestampMs: number): number {
  const column = Math.round((timestampMs - firstEdgeMs) / stepMs);
  return column < columns ? column : -1;
}

/** The k of a bucket label, which is 2^k nanoseconds written in seconds. */
function bucketOf(label: string | undefined): number {
  return label === undefined ? NaN : Math.round(Math.log2(Number(label) * 1e9));
}
