import type { Exemplar, MetricsSeries } from './metricsAnswer';
import { stepOf } from './seriesPlot';

/** A histogram over time. */
export interface HistogramGrid {
  /** Ends of the intervals in Unix milliseconds, ascending. */
  readonly times: readonly number[];
  readonly stepMs: number;
  /** Upper bounds of the buckets, ascending without gaps. */
  readonly buckets: readonly number[];
  /** How many values each bucket has in each interval. */
  readonly counts: readonly (readonly number[])[];
  readonly most: number;
  /** Traces behind the counts, with the number of their bucket. */
  readonly exemplars: readonly { readonly level: number; readonly exemplar: Exemplar }[];
}

/** Buckets that are filled in between at most; more means that bounds do not double. */
const mostFilled = 64;

/** Adds the series of a histogram up by bucket. Bounds double; buckets between without values are there, too, so that heights compare. */
export function histogramOf(times: readonly number[], series: readonly MetricsSeries[]): HistogramGrid {
  const bounds = [...new Set(series.flatMap(({ bucket }) => (bucket === undefined ? [] : [bucket])))].sort((a, b) => a - b);
  const buckets = bounds.flatMap((bound, i) => [...(i === 0 ? [] : between(bounds[i - 1]!, bound)), bound]);
  const counts = buckets.map((bound) => {
    const own = series.filter(({ bucket }) => bucket === bound);
    return times.map((_, at) => own.reduce((sum, { values }) => sum + (Number.isNaN(values[at]!) ? 0 : values[at]!), 0));
  });
  const most = counts.reduce((largest, row) => row.reduce((one, count) => Math.max(one, count), largest), 0);
  const exemplars = series.flatMap((one) => (one.bucket === undefined ? [] : one.exemplars.map((exemplar) => ({ level: buckets.indexOf(one.bucket!), exemplar }))));
  return { times, stepMs: stepOf(times), buckets, counts, most, exemplars };
}

function between(low: number, high: number): number[] {
  const doublings = low > 0 ? Math.round(Math.log2(high / low)) - 1 : 0;
  return doublings > mostFilled ? [] : Array.from({ length: Math.max(doublings, 0) }, (_, i) => low * 2 ** (i + 1));
}
