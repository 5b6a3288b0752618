import { getJson } from '../api/client';
import { asRecord } from '../explore/json';
import { readTraces, type TraceResult } from '../explore/results/traceResult';
import { quote } from '../traceql/literals';

export interface SimilarRequest {
  readonly rootService: string;
  readonly rootName: string;
  /** The trace that is compared: not offered again. */
  readonly traceId: string;
  readonly startUnixNano: bigint;
}

/** How far around the trace others are looked for. */
const AROUND_SECONDS = 6 * 3_600;
const MOST_SIMILAR = 30;

/** Traces with the same root service and name from about the same time, the slowest and the fastest within reach of each other. */
export async function fetchSimilar({ rootService, rootName, traceId, startUnixNano }: SimilarRequest, signal: AbortSignal): Promise<TraceResult[]> {
  const start = Number(startUnixNano / 1_000_000_000n);
  const query = similarQuery(rootService, rootName);
  const answer = await getJson<unknown>('/api/search', {
    query: { q: query, start: start - AROUND_SECONDS, end: start + AROUND_SECONDS, limit: MOST_SIMILAR + 1, spss: 1 },
    signal,
  });
  return readTraces(asRecord(answer).traces)
    .filter((trace) => trace.traceId !== traceId)
    .slice(0, MOST_SIMILAR);
}

export function similarQuery(rootService: string, rootName: string): string {
  return `{ trace:rootService = ${quote(rootService)} && trace:rootName = ${quote(rootName)} }`;
}
