import { getJson } from '../../api/client';
import { metricsOver } from '../query/pipeline';
import { countBarsOf, heatMapOf, intervalsOf, type CountBars, type HeatMap } from './heatmap';
import { roundStep } from './scale';
import { readSeries, type Series } from './series';

/** What the chart above the table shows. */
export interface ChartData {
  readonly heat: HeatMap;
  readonly bars: CountBars;
  /** The searched range in Unix milliseconds. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** The range of a chart and how wide a single metrics query may be. */
export interface ChartRange {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly mostSecondsPerQuery: number;
}

/** Columns of the chart at most. */
const mostColumns = 120;

/** Pieces that a long range is cut into at most. */
const mostPieces = 14;

/**
 * Asks for the counts of all matching spans by time, duration and status. They come from metrics queries, so they do not depend on how
 * many traces the table holds.
 */
export async function fetchChart(query: string, range: ChartRange, signal: AbortSignal): Promise<ChartData> {
  const { startSeconds, endSeconds } = range;
  const stepSeconds = roundStep(Math.max(1, endSeconds - startSeconds), mostColumns);
  const [histogram, counts] = await Promise.all([
    fetchSeries(metricsOver(query, 'histogram_over_time(duration) by (status)'), range, stepSeconds, signal),
    fetchSeries(metricsOver(query, 'count_over_time() by (status)'), range, stepSeconds, signal),
  ]);
  const intervals = intervalsOf(startSeconds * 1000, endSeconds * 1000, stepSeconds * 1000);
  return { heat: heatMapOf(histogram, intervals), bars: countBarsOf(counts, intervals), fromMs: startSeconds * 1000, toMs: endSeconds * 1000 };
}

/** Asks piece by piece; pieces meet at multiples of the step. */
async function fetchSeries(query: string, range: ChartRange, stepSeconds: number, signal: AbortSignal): Promise<Series[]> {
  const all: Series[] = [];
  for (const [start, end] of piecesOf(range, stepSeconds)) {
    const answer = await getJson<unknown>('/api/metrics/query_range', { query: { q: query, start, end, step: `${stepSeconds}s`, exemplars: 0 }, signal });
    // The first sample of a piece ends at its start: it belongs to the piece before, or lies outside of the range.
    const from = (Math.floor(start / stepSeconds) * stepSeconds) * 1000;
    for (const series of readSeries(answer)) all.push({ ...series, samples: series.samples.filter(({ timestampMs }) => timestampMs > from) });
  }
  return all;
}

/** A range as pieces that a single metrics query may ask for, in Unix seconds. */
export function piecesOf({ startSeconds, endSeconds, mostSecondsPerQuery }: ChartRange, stepSeconds: number): [number, number][] {
  const width = Math.max(1, Math.floor(mostSecondsPerQuery / stepSeconds)) * stepSeconds;
  const pieces: [number, number][] = [];
  for (let start = startSeconds; start < endSeconds;) {
    const end = Math.min(endSeconds, (Math.floor(start / stepSeconds) * stepSeconds) + width);
    pieces.push([start, end]);
    start = end;
  }
  if (pieces.length > mostPieces) throw new Error('The range is too long for a chart; narrow it to see one.');
  return pieces;
}
