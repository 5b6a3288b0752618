import { compareTraces, type ServerSort } from './sortOrder';
import type { TraceResult } from './traceResult';

/** The traces received so far, in the server's order and cut at its limit. */
export interface ResultSet {
  readonly sort: ServerSort;
  readonly limit: number;
  readonly traces: readonly TraceResult[];
}

/** No traces yet. */
export function emptyResults(sort: ServerSort, limit: number): ResultSet {
  return { sort, limit, traces: [] };
}

/**
 * Takes in traces that are new or have changed. A trace that came before is replaced, because a delta holds the whole trace; what
 * falls behind the limit is forgotten and comes again if it changes.
 */
export function mergeTraces(results: ResultSet, delta: readonly TraceResult[]): ResultSet {
  if (delta.length === 0) return results;
  const byId = new Map(results.traces.map((trace) => [trace.traceId, trace]));
  for (const trace of delta) byId.set(trace.traceId, trace);
  const traces = [...byId.values()].sort(compareTraces(results.sort)).slice(0, results.limit);
  return { ...results, traces };
}
