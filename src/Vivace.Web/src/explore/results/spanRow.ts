import { attributeOf, type MatchedSpan, type TraceResult } from './traceResult';

/** A matched span with the trace it belongs to: a row of the spans view. */
export interface SpanRow {
  /** Unique among the rows. */
  readonly key: string;
  readonly trace: TraceResult;
  readonly span: MatchedSpan;
  readonly service: string | undefined;
  readonly isError: boolean;
}

/**
 * All listed spans of the traces, in the traces' order; within a trace in the order of the answer. A span that is in several spansets
 * (groups of `by()`) comes once.
 */
export function spanRows(traces: readonly TraceResult[]): SpanRow[] {
  return traces.flatMap((trace) => {
    const seen = new Set<string>();
    return trace.spansets.flatMap((spanset) => spanset.spans).flatMap((span) => {
      if (seen.has(span.spanId)) return [];
      seen.add(span.spanId);
      return [{
        key: `${trace.traceId}/${span.spanId}`,
        trace,
        span,
        service: attributeOf(span, 'service.name')?.text,
        isError: attributeOf(span, 'status')?.text === 'error',
      }];
    });
  });
}

/** Attribute keys that the matched spans carry, in the order they are first met; those shown in own columns are left out. */
export function attributeKeys(traces: readonly TraceResult[]): string[] {
  const keys = new Set<string>();
  for (const trace of traces) {
    for (const spanset of trace.spansets) {
      for (const span of spanset.spans) {
        for (const attribute of span.attributes) keys.add(attribute.key);
      }
    }
  }
  for (const own of ['service.name', 'status', 'kind']) keys.delete(own);
  return [...keys];
}

/** The different values of an attribute among a trace's listed spans, in the order they are met. */
export function distinctValues(trace: TraceResult, key: string): string[] {
  const values = new Set<string>();
  for (const spanset of trace.spansets) {
    for (const span of spanset.spans) {
      const value = attributeOf(span, key);
      if (value !== undefined && value.text !== '') values.add(value.text);
    }
  }
  return [...values];
}
