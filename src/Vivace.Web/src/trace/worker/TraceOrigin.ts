import type { AttributeProgress } from '../model/AttributeSource';
import type { TraceData } from '../model/TraceData';
import type { SpanOrigin } from '../otlp/SpanOrigin';

/** Where a session gets its trace from. */
export interface TraceOrigin {
  /** The trace as it is now. */
  read(signal: AbortSignal): Promise<TraceData>;
  /** More rows below a span: the window that begins after `offset` of its children. */
  readBelow(spanId: string, offset: number, signal: AbortSignal): Promise<TraceData>;
  /**
   * The spans of rows of `trace`. `each` is called with every row, in any order and in parts, so that a large trace
   * need not be there at once.
   */
  spans(
    trace: TraceData,
    rows: readonly number[],
    each: (row: number, origin: SpanOrigin) => void,
    onProgress: (progress: AttributeProgress) => void,
    signal: AbortSignal,
  ): Promise<void>;
  /** Ids of the spans that a TraceQL filter matches. */
  match(query: string, signal: AbortSignal): Promise<readonly string[]>;
}
