import { ApiError } from '../../api/ApiError';
import { buildTrace } from '../model/buildTrace';
import type { TraceData } from '../model/TraceData';
import type { OtlpDocument } from '../otlp/otlpJson';
import { readOtlp } from '../otlp/readOtlp';
import type { SpanOrigin } from '../otlp/SpanOrigin';
import type { TraceOrigin } from './TraceOrigin';

/** A trace that is wholly in memory: a file, or the answer of a server that only knows whole traces. */
export class DocumentOrigin implements TraceOrigin {
  readonly #load: (signal: AbortSignal) => Promise<OtlpDocument>;
  readonly #traceId: string | undefined;
  readonly #match: ((query: string, signal: AbortSignal) => Promise<readonly string[]>) | null;
  #originOfRow: SpanOrigin[] = [];

  constructor(
    load: (signal: AbortSignal) => Promise<OtlpDocument>,
    traceId?: string,
    match: ((query: string, signal: AbortSignal) => Promise<readonly string[]>) | null = null,
  ) {
    this.#load = load;
    this.#traceId = traceId;
    this.#match = match;
  }

  async read(signal: AbortSignal): Promise<TraceData> {
    const { spans, origins } = readOtlp(await this.#load(signal), this.#traceId);
    const { data, spanOfRow } = buildTrace(spans);
    this.#originOfRow = Array.from(spanOfRow, (span) => origins[span]!);
    return data;
  }

  readBelow(): Promise<TraceData> {
    return Promise.reject(new Error('The whole trace is loaded already.'));
  }

  spans(_trace: TraceData, rows: readonly number[], each: (row: number, origin: SpanOrigin) => void): Promise<void> {
    for (const row of rows) {
      const origin = this.#originOfRow[row];
      if (origin !== undefined) each(row, origin);
    }
    return Promise.resolve();
  }

  match(query: string, signal: AbortSignal): Promise<readonly string[]> {
    if (this.#match !== null) return this.#match(query, signal);
    return Promise.reject(new ApiError('TraceQL filters need a server; this trace comes from a file.', -1, null, ''));
  }
}
