import type { TraceNotices } from './TraceNotices';
import type { TraceWindow } from './TraceWindow';

/**
 * The columns of a trace, one entry per row. Rows are in depth-first order, the children of a span by start time, so
 * the subtree of a row is the run of rows that follows it. Times are nanoseconds after `startUnixNano`; a double holds
 * them exactly up to 104 days.
 *
 * Everything in here can be posted between threads; the buffers can be transferred.
 */
export interface TraceData {
  /** 32 hexadecimal digits, lower case. */
  readonly traceId: string;
  /** Earliest start of any span of the trace, Unix nanoseconds. */
  readonly startUnixNano: bigint;
  /** From the earliest start to the latest end, nanoseconds. */
  readonly durationNano: number;
  readonly rowCount: number;
  /** Spans of the whole trace; more than `rowCount` when only a window of it is loaded. */
  readonly totalSpans: number;
  /** Service and name of the root span; empty when no root was received. */
  readonly rootService: string;
  readonly rootName: string;

  /** Dictionaries that `service` and `name` point into, in order of first use. */
  readonly services: readonly string[];
  readonly names: readonly string[];

  /** 8 bytes a row. */
  readonly spanIds: Uint8Array;
  /** Row of the parent, -1 for roots and orphans. Always smaller than the row itself. */
  readonly parent: Int32Array;
  readonly start: Float64Array;
  readonly duration: Float64Array;
  /** Time not covered by children, nanoseconds. */
  readonly self: Float64Array;
  readonly service: Uint32Array;
  readonly name: Uint32Array;
  /** OTLP number of the span kind, 0 to 5. */
  readonly kind: Uint8Array;
  /** OTLP number of the status code: 0 unset, 1 ok, 2 error. */
  readonly status: Uint8Array;
  /** Bits of `SpanFlag`. */
  readonly flags: Uint8Array;
  readonly depth: Uint16Array;
  /** Children in the whole trace; some may be outside the loaded window. */
  readonly childCount: Uint32Array;
  /** Descendants in the whole trace; some may be outside the loaded window. */
  readonly descendants: Uint32Array;

  /** One entry per event, ordered by row, then by time. */
  readonly eventRow: Uint32Array;
  readonly eventOffset: Float64Array;
  /** 1 for an exception. */
  readonly eventFlags: Uint8Array;

  readonly notices: TraceNotices;
  /** Set when only a part of the trace is loaded. */
  readonly window: TraceWindow | null;
}
