import type { OtlpResourceSpans, OtlpScopeSpans, OtlpSpan } from './otlpJson';

/** A span of a document with what stands around it. */
export interface SpanOrigin {
  readonly span: OtlpSpan;
  readonly service: string;
  readonly resourceSpans: OtlpResourceSpans;
  readonly scopeSpans: OtlpScopeSpans;
}
