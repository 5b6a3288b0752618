import { countBarsOf, heatMapOf, intervalsOf, type CountBars, type HeatMap } from '../../explore/chart/heatmap';
import type { Series } from '../../explore/chart/series';
import { stepOf } from '../../explore/series/seriesPlot';
import type { DrillRange } from '../data/drillRange';
import type { DrillExemplar, LabelledAnswer, LabelledSeries } from '../data/labelledSeries';

/** A span behind the charts. */
export interface RedExemplar extends DrillExemplar {
  /** Of the span, in nanoseconds. */
  readonly durationNanoseconds: number;
  readonly isError: boolean;
}

/** One quantile of the durations over time. */
export interface QuantileSeries {
  /** 0.5, 0.95, 0.99. */
  readonly quantile: number;
  /** Nanoseconds at each time; NaN where there is no span. */
  readonly values: readonly number[];
  /** Over the whole range; NaN without spans. */
  readonly overall: number;
}

/** Rate, errors and durations of the spans of a drilldown. */
export interface RedData {
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepSeconds: number;
  readonly heat: HeatMap;
  readonly bars: CountBars;
  /** Right edges of the intervals. */
  readonly times: readonly number[];
  readonly spansPerSecond: readonly number[];
  readonly errorsPerSecond: readonly number[];
  /** Percent of the spans; NaN where there is no span. */
  readonly errorShare: readonly number[];
  readonly quantiles: readonly QuantileSeries[];
  readonly exemplars: readonly RedExemplar[];
  readonly spans: number;
  readonly errors: number;
  readonly seconds: number;
  readonly partial: string | undefined;
}

/** The quantiles of the charts. */
export const quantiles = [0.5, 0.95, 0.99] as const;

/** What the four questions of the charts gave. */
export interface RedAnswers {
  /** `histogram_over_time(duration) by (status)` */
  readonly histogram: LabelledAnswer;
  /** `quantile_over_time(duration, …)` over time, with exemplars. */
  readonly overTime: LabelledAnswer;
  /** The same, one value each. */
  readonly overall: LabelledAnswer;
  /** Durations of spans with errors over time, for their exemplars. */
  readonly failed: LabelledAnswer;
}

/** Puts the answers together. Counts are sums of the histogram, so that the three charts never disagree. */
export function redDataOf({ histogram, overTime, overall, failed }: RedAnswers, range: DrillRange, stepSeconds: number, nowMs: number): RedData {
  const [fromMs, toMs] = [range.startSeconds * 1000, range.endSeconds * 1000];
  const intervals = intervalsOf(fromMs, toMs, stepSeconds * 1000);
  const plain = histogram.series.map(plainSeries);
  const heat = heatMapOf(plain, intervals);
  const bars = countBarsOf(plain, intervals);
  const times = Array.from({ length: intervals.columns }, (_, i) => intervals.firstEdgeMs + i * intervals.stepMs);
  const counts = times.map((_, i) => bars.ok[i]! + bars.unset[i]! + bars.error[i]!);
  const covered = coveredSeconds(times, intervals.stepMs, nowMs);
  const failedIds = new Set(failed.series.flatMap(({ exemplars }) => exemplars.map(({ traceId }) => traceId)));
  const withDuration = (isError: boolean) => (exemplar: DrillExemplar): RedExemplar => ({ ...exemplar, isError, durationNanoseconds: exemplar.value * 1e9 });
  return {
    fromMs,
    toMs,
    stepSeconds,
    heat,
    bars,
    times,
    spansPerSecond: counts.map((count, i) => count / covered[i]!),
    errorsPerSecond: times.map((_, i) => bars.error[i]! / covered[i]!),
    errorShare: counts.map((count, i) => (count === 0 ? Number.NaN : (bars.error[i]! / count) * 100)),
    quantiles: quantiles.map((quantile) => ({
      quantile,
      // An interval without spans has no quantile, and the answer leaves zeros out.
      values: valuesAt(seriesOf(overTime, quantile), times).map((value, i) => (counts[i] === 0 || value === 0 ? Number.NaN : value * 1e9)),
      overall: seriesOf(overall, quantile) === undefined ? Number.NaN : seriesOf(overall, quantile)!.value * 1e9,
    })),
    exemplars: [
      ...failed.series.flatMap(({ exemplars }) => exemplars.map(withDuration(true))),
      ...overTime.series.flatMap(({ exemplars }) => exemplars.filter(({ traceId }) => !failedIds.has(traceId)).map(withDuration(false))),
    ],
    spans: bars.total,
    errors: bars.error.reduce((sum, count) => sum + count, 0),
    seconds: covered.reduce((sum, seconds) => sum + seconds, 0),
    partial: histogram.partial ?? overTime.partial,
  };
}

/** How long each interval is. The server fills whole intervals, also at the ends of the range; only what is not over yet is shorter. */
export function coveredSeconds(times: readonly number[], stepMs: number, nowMs: number): number[] {
  return times.map((edge) => Math.max(1, (Math.min(edge, nowMs) - (edge - stepMs)) / 1000));
}

function plainSeries({ labels, samples }: LabelledSeries): Series {
  return { labels: new Map([...labels].map(([key, { text }]) => [key, text])), samples };
}

function seriesOf({ series }: LabelledAnswer, quantile: number): LabelledSeries | undefined {
  return series.find(({ labels }) => Math.abs(Number(labels.get('p')?.text) - quantile) < 1e-9);
}

/** The values of a series at the times; 0 where it has none. */
export function valuesAt(series: LabelledSeries | undefined, times: readonly number[]): number[] {
  const found = times.map(() => 0);
  const step = stepOf(times);
  for (const { timestampMs, value } of series?.samples ?? []) {
    const index = Math.round((timestampMs - times[0]!) / step);
    if (index >= 0 && index < found.length) found[index] = value;
  }
  return found;
}
