import type { AttributeSource } from './AttributeSource';
import type { SpanDetailsSource } from './SpanDetailsSource';
import type { TraceModel } from './TraceModel';

/** What the trace page asks of the worker and the server. All reject with a sentence that can be shown. */
export interface TraceServices {
  readonly details: SpanDetailsSource;
  readonly attributes: AttributeSource;
  /** Whether `match` can be asked: not for files and not for servers without that endpoint. */
  readonly canMatch: boolean;
  /** Rows that fulfil the terms of the find box; with `withAttributes` their values are searched too. */
  find(text: string, withAttributes: boolean, signal: AbortSignal): Promise<Uint8Array>;
  /** Rows that a TraceQL filter matches. */
  match(query: string, signal: AbortSignal): Promise<Uint8Array>;
  /** The model with more of the children of a row that were left out of its window. */
  loadChildren(model: TraceModel, row: number): Promise<TraceModel>;
}
