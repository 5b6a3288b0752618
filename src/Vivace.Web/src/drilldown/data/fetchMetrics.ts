import { getJson } from '../../api/client';
import { piecesOf } from '../../explore/chart/fetchChart';
import type { DrillRange } from './drillRange';
import { readLabelled, type LabelledAnswer, type LabelledSeries } from './labelledSeries';

/** Asks a range query piece by piece, as wide as the server allows; pieces meet at multiples of the step. */
export async function fetchRange(query: string, range: DrillRange, stepSeconds: number, exemplars: number, signal: AbortSignal): Promise<LabelledAnswer> {
  const pieces = piecesOf(range, stepSeconds);
  const answers = await Promise.all(pieces.map(async ([start, end]) => {
    const json = await getJson<unknown>('/api/metrics/query_range', {
      query: { q: query, start, end, step: `${stepSeconds}s`, exemplars: Math.max(1, Math.ceil(exemplars / pieces.length)) },
      signal,
    });
    // The first sample of a piece ends at its start: it belongs to the piece before, or lies outside of the range.
    const from = Math.floor(start / stepSeconds) * stepSeconds * 1000;
    const answer = readLabelled(json);
    return { ...answer, series: answer.series.map((series) => ({ ...series, samples: series.samples.filter(({ timestampMs }) => timestampMs > from) })) };
  }));
  return { series: answers.length === 1 ? answers[0]!.series : joined(answers.flatMap(({ series }) => series)), partial: answers.find(({ partial }) => partial !== undefined)?.partial };
}

/** Asks an instant query: one value a series over the whole range. */
export async function fetchInstant(query: string, { startSeconds, endSeconds }: DrillRange, signal: AbortSignal): Promise<LabelledAnswer> {
  return readLabelled(await getJson<unknown>('/api/metrics/query', { query: { q: query, start: startSeconds, end: endSeconds }, signal }));
}

/** Series of the same labels become one. */
function joined(all: readonly LabelledSeries[]): LabelledSeries[] {
  const byLabels = new Map<string, LabelledSeries>();
  for (const series of all) {
    const key = JSON.stringify([...series.labels].map(([name, { type, text }]) => [name, type, text]));
    const before = byLabels.get(key);
    byLabels.set(key, before === undefined ? series : {
      ...series,
      samples: [...before.samples, ...series.samples],
      exemplars: [...before.exemplars, ...series.exemplars],
    });
  }
  return [...byLabels.values()];
}
