import { getJson } from '../../api/client';
import { readTraces, type TraceResult } from '../../explore/results/traceResult';

/** A few traces with matching spans, newest first. */
export async function fetchExamples(query: string, startSeconds: number, endSeconds: number, limit: number, signal: AbortSignal): Promise<TraceResult[]> {
  return readTraces(await getJson<unknown>('/api/search', { query: { q: query, start: startSeconds, end: endSeconds, limit, spss: 1 }, signal }));
}
