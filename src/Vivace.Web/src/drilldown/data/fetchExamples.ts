import { getJson } from '../../api/client';
import { asRecord } from '../../explore/json';
import { readTraces, type TraceResult } from '../../explore/results/traceResult';

/** A few traces with matching spans, newest first. */
export async function fetchExamples(query: string, startSeconds: number, endSeconds: number, limit: number, signal: AbortSignal): Promise<TraceResult[]> {
  const answer = asRecord(await getJson<unknown>('/api/search', { query: { q: query, start: startSeconds, end: endSeconds, limit, spss: 1 }, signal }));
  return readTraces(answer.traces);
}
