/** Spans in the order they came, before they are a tree. Times are split so that no nanosecond is lost. */
export interface ReceivedSpans {
  readonly traceId: string;
  readonly count: number;
  readonly services: readonly string[];
  readonly names: readonly string[];
  /** 8 bytes a span. */
  readonly spanIds: Uint8Array;
  /** 8 bytes a span, zeros for none. */
  readonly parentIds: Uint8Array;
  /** Whole seconds of the Unix start time, and the nanoseconds that remain. */
  readonly startSeconds: Float64Array;
  readonly startNanos: Float64Array;
  readonly duration: Float64Array;
  readonly service: Uint32Array;
  readonly name: Uint32Array;
  readonly kind: Uint8Array;
  readonly status: Uint8Array;
  /** `SpanFlag` bits that are known of the span alone: events, exception, links. */
  readonly flags: Uint8Array;

  readonly eventSpan: Uint32Array;
  readonly eventSeconds: Float64Array;
  readonly eventNanos: Float64Array;
  readonly eventFlags: Uint8Array;
  readonly partial: string | null;
}
