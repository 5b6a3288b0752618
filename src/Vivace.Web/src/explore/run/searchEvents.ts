import { asArray, asNumber, asRecord, asText, type Json } from '../json';
import { readTraces, type TraceResult } from '../results/traceResult';

/** How far a search is. */
export interface SearchProgress {
  readonly completedJobs: number;
  readonly totalJobs: number;
  readonly inspectedTraces: number;
  readonly inspectedSpans: number;
  readonly inspectedBytes: number;
}

/** Why an answer may miss something. */
export interface SearchWarning {
  readonly code: 'limit' | 'partial' | 'timeout' | 'other';
  readonly message: string;
}

/** What a streamed search says, one line each. */
export type SearchEvent =
  | { readonly type: 'traces'; readonly traces: readonly TraceResult[] }
  | { readonly type: 'progress'; readonly progress: SearchProgress }
  | { readonly type: 'warning'; readonly warning: SearchWarning }
  | { readonly type: 'done'; readonly progress: SearchProgress; readonly partial: boolean }
  | { readonly type: 'error'; readonly status: number; readonly message: string };

/** Reads one line of `/api/vivace/search`; undefined for lines that say nothing to this page (`meta`, later additions). */
export function readSearchEvent(json: unknown): SearchEvent | undefined {
  const line = asRecord(json);
  switch (line.type) {
    case 'traces':
      return { type: 'traces', traces: readTraces(line.traces) };
    case 'progress':
      return { type: 'progress', progress: readProgress(line) };
    case 'warning':
      return { type: 'warning', warning: { code: warningCode(line.code), message: asText(line.message) ?? '' } };
    case 'done':
      return { type: 'done', progress: readProgress(asRecord(line.metrics)), partial: line.partial === true };
    case 'error':
      return { type: 'error', status: asNumber(line.status), message: asText(line.message) ?? 'The search failed.' };
    default:
      return undefined;
  }
}

/** The whole answer of `/api/search` as the events that a streamed search would have sent. */
export function readSearchAnswer(json: unknown): SearchEvent[] {
  const answer = asRecord(json);
  const partial = answer.status === 'PARTIAL';
  return [
    { type: 'traces', traces: readTraces(asArray(answer.traces)) },
    ...(partial
      ? [{ type: 'warning', warning: { code: 'partial', message: asText(answer.message) ?? '' } } as const]
      : []),
    { type: 'done', progress: readProgress(asRecord(answer.metrics)), partial },
  ];
}

function readProgress(json: Json): SearchProgress {
  return {
    completedJobs: asNumber(json.completedJobs),
    totalJobs: asNumber(json.totalJobs),
    inspectedTraces: asNumber(json.inspectedTraces),
    inspectedSpans: asNumber(json.inspectedSpans),
    inspectedBytes: asNumber(json.inspectedBytes),
  };
}

function warningCode(code: unknown): SearchWarning['code'] {
  return code === 'limit' || code === 'partial' || code === 'timeout' ? code : 'other';
}
