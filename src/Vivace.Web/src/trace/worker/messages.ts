import type { AttributeColumn, AttributeKey, AttributeProgress } from '../model/AttributeSource';
import type { SpanDetails } from '../model/SpanDetails';
import type { TraceData } from '../model/TraceData';

/** Where a trace comes from. */
export type TraceInput = ServerInput | DocumentInput;

export interface ServerInput {
  readonly type: 'server';
  readonly traceId: string;
  /** Extras that the server has; without them Tempo's trace by id is read. */
  readonly skeleton: boolean;
  readonly spans: boolean;
  readonly match: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

/** OTLP JSON of a file. */
export interface DocumentInput {
  readonly type: 'document';
  readonly text: string | ArrayBuffer;
  readonly traceId?: string;
}

/** A row and the id it had when it was asked for; of spans with the same id the row decides. */
export interface RowId {
  readonly row: number;
  readonly spanId: string;
}

export interface WorkerCalls {
  open(input: TraceInput): TraceData;
  /** The trace as it is now; null when nothing has changed. */
  refresh(): TraceData | null;
  children(spanId: string): TraceData;
  details(rows: readonly RowId[]): readonly SpanDetails[];
  find(text: string, withAttributes: boolean): Uint8Array;
  match(query: string): Uint8Array;
  attributeKeys(): readonly AttributeKey[];
  attributeColumn(key: string): AttributeColumn;
}

export type CallName = keyof WorkerCalls;

export type WorkerRequest =
  | { readonly type: 'call'; readonly id: number; readonly name: CallName; readonly args: readonly unknown[] }
  | { readonly type: 'abort'; readonly id: number };

export interface WorkerFailure {
  readonly message: string;
  /** 0 when no answer came, -1 when it is not about a request. */
  readonly status: number;
  readonly requestId: string | null;
  readonly path: string;
}

export type WorkerAnswer =
  | { readonly type: 'result'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly failure: WorkerFailure }
  | { readonly type: 'progress'; readonly progress: AttributeProgress };
