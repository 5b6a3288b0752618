import type { ReceivedSpans } from '../model/ReceivedSpans';
import { SpanFlag } from '../model/SpanFlag';
import { Dictionary } from './Dictionary';
import { idText, kindNumber, serviceNameOf, splitTime, statusNumber, writeId } from './otlpFields';
import { resourceSpansOf, scopeSpansOf, type OtlpDocument, type OtlpSpan } from './otlpJson';
import type { SpanOrigin } from './SpanOrigin';

export interface ReadTrace {
  readonly spans: ReceivedSpans;
  /** Where each received span stands in the document, for its details. */
  readonly origins: readonly SpanOrigin[];
}

/** Reads a document of one trace. Of a file with several, the trace with the given id, else that of the first span. */
export function readOtlp(document: OtlpDocument, wantedTraceId?: string): ReadTrace {
  const origins = collect(document);
  const traceId = wantedTraceId ?? idText(origins[0]?.span.traceId, 16);
  const own = isOneTrace(origins) ? origins : origins.filter((origin) => idText(origin.span.traceId, 16) === traceId);

  const count = own.length;
  const services = new Dictionary();
  const names = new Dictionary();
  const spanIds = new Uint8Array(count * 8);
  const parentIds = new Uint8Array(count * 8);
  const startSeconds = new Float64Array(count);
  const startNanos = new Float64Array(count);
  const duration = new Float64Array(count);
  const service = new Uint32Array(count);
  const name = new Uint32Array(count);
  const kind = new Uint8Array(count);
  const status = new Uint8Array(count);
  const flags = new Uint8Array(count);
  const eventSpan: number[] = [];
  const eventSeconds: number[] = [];
  const eventNanos: number[] = [];
  const eventFlags: number[] = [];

  for (let at = 0; at < count; at++) {
    const { span, service: serviceName } = own[at]!;
    writeId(span.spanId, spanIds, at * 8, 8);
    writeId(span.parentSpanId, parentIds, at * 8, 8);
    const [seconds, nanos] = splitTime(span.startTimeUnixNano);
    const [endSeconds, endNanos] = splitTime(span.endTimeUnixNano);
    startSeconds[at] = seconds;
    startNanos[at] = nanos;
    duration[at] = Math.max((endSeconds - seconds) * 1e9 + (endNanos - nanos), 0);
    service[at] = services.codeOf(serviceName);
    name[at] = names.codeOf(span.name ?? '');
    kind[at] = kindNumber(span.kind);
    status[at] = statusNumber(span.status?.code);
    flags[at] = (span.links?.length ?? 0) > 0 ? SpanFlag.hasLinks : 0;
    for (const event of span.events ?? []) {
      const exception = event.name === 'exception';
      flags[at]! |= SpanFlag.hasEvents | (exception ? SpanFlag.hasException : 0);
      const [eventSecond, eventNano] = splitTime(event.timeUnixNano);
      eventSpan.push(at);
      eventSeconds.push(eventSecond);
      eventNanos.push(eventNano);
      eventFlags.push(exception ? 1 : 0);
    }
  }
  return {
    origins: own,
    spans: {
      traceId,
      count,
      services: services.values,
      names: names.values,
      spanIds,
      parentIds,
      startSeconds,
      startNanos,
      duration,
      service,
      name,
      kind,
      status,
      flags,
      eventSpan: Uint32Array.from(eventSpan),
      eventSeconds: Float64Array.from(eventSeconds),
      eventNanos: Float64Array.from(eventNanos),
      eventFlags: Uint8Array.from(eventFlags),
      partial: document.status === 'PARTIAL' ? (document.message ?? 'A part of the trace could not be read.') : null,
    },
  };
}

function collect(document: OtlpDocument): SpanOrigin[] {
  const origins: SpanOrigin[] = [];
  for (const resourceSpans of resourceSpansOf(document)) {
    const service = serviceNameOf(resourceSpans.resource?.attributes);
    for (const scopeSpans of scopeSpansOf(resourceSpans)) {
      for (const span of scopeSpans.spans ?? []) origins.push({ span, service, resourceSpans, scopeSpans });
    }
  }
  return origins;
}

/** Compares the ids as they are written, which is enough to see that nothing has to be left out. */
function isOneTrace(origins: readonly { readonly span: OtlpSpan }[]): boolean {
  const first = origins[0]?.span.traceId;
  return origins.every(({ span }) => span.traceId === first);
}
