import { jsonOfValue } from './jsonOfValue';
import { spanKinds, statusCodes } from '../file/OtlpJson';
import type { OtlpKeyValue, OtlpLink, OtlpSpan, OtlpTracesData } from '../file/OtlpJson';

/** The JSON that Jaeger's page downloads and reads. */
export interface JaegerDocument {
  data: JaegerTrace[];
}

export interface JaegerTrace {
  traceID: string;
  spans: JaegerSpan[];
  processes: Record<string, { serviceName: string; tags: JaegerTag[] }>;
}

export interface JaegerSpan {
  traceID: string;
  spanID: string;
  flags: number;
  operationName: string;
  references: { refType: 'CHILD_OF' | 'FOLLOWS_FROM'; traceID: string; spanID: string }[];
  /** Microseconds. */
  startTime: number;
  /** Microseconds. */
  duration: number;
  tags: JaegerTag[];
  logs: { timestamp: number; fields: JaegerTag[] }[];
  processID: string;
  warnings: string[] | null;
}

export interface JaegerTag {
  key: string;
  type: 'string' | 'bool' | 'int64' | 'float64' | 'binary';
  value: string | number | boolean;
}

const warningsAttribute = '@jaeger@warnings';

/**
 * Jaeger's form of a trace, with the tags that OpenTelemetry prescribes for fields Jaeger does not have (kind, status, scope, trace state).
 * Jaeger counts microseconds: what is finer is lost, as are link attributes, dropped counts and types inside of lists.
 */
export function otlpToJaeger(data: OtlpTracesData): JaegerDocument {
  const traces = new Map<string, JaegerTrace>();
  const processIds = new Map<JaegerTrace, Map<string, string>>();

  for (const resourceSpans of data.resourceSpans) {
    const attributes = resourceSpans.resource?.attributes ?? [];
    const process = {
      serviceName: attributes.find((attribute) => attribute.key === 'service.name')?.value?.stringValue ?? '',
      tags: attributes.filter((attribute) => attribute.key !== 'service.name').map(tagOf),
    };
    const processKey = JSON.stringify(process);
    for (const { scope, spans } of resourceSpans.scopeSpans) {
      for (const span of spans) {
        let trace = traces.get(span.traceId);
        if (trace === undefined) {
          trace = { traceID: span.traceId, spans: [], processes: {} };
          traces.set(span.traceId, trace);
          processIds.set(trace, new Map());
        }
        const ids = processIds.get(trace)!;
        let processID = ids.get(processKey);
        if (processID === undefined) {
          processID = `p${ids.size + 1}`;
          ids.set(processKey, processID);
          trace.processes[processID] = process;
        }
        const scopeTags: JaegerTag[] = [];
        if (scope?.name) scopeTags.push({ key: 'otel.scope.name', type: 'string', value: scope.name });
        if (scope?.version) scopeTags.push({ key: 'otel.scope.version', type: 'string', value: scope.version });
        trace.spans.push(spanOf(span, processID, scopeTags));
      }
    }
  }
  return { data: [...traces.values()] };
}

function spanOf(span: OtlpSpan, processID: string, scopeTags: JaegerTag[]): JaegerSpan {
  const start = BigInt(span.startTimeUnixNano ?? 0);
  const end = BigInt(span.endTimeUnixNano ?? 0);
  const attributes = span.attributes ?? [];
  const warnings = attributes.find((attribute) => attribute.key === warningsAttribute)?.value?.arrayValue?.values;
  const tags = attributes.filter((attribute) => attribute.key !== warningsAttribute).map(tagOf);
  if (span.kind) tags.push({ key: 'span.kind', type: 'string', value: spanKinds[span.kind] ?? 'unspecified' });
  const code = span.status?.code ?? 0;
  if (code !== 0)
    tags.push({ key: 'otel.status_code', type: 'string', value: (statusCodes[code] ?? 'unset').toUpperCase() });
  // Jaeger's page marks a span as failed by this tag alone.
  if (code === 2 && !attributes.some((attribute) => attribute.key === 'error')) {
    tags.push({ key: 'error', type: 'bool', value: true });
  }
  if (span.status?.message) tags.push({ key: 'otel.status_description', type: 'string', value: span.status.message });
  if (span.traceState) tags.push({ key: 'w3c.tracestate', type: 'string', value: span.traceState });

  const references: JaegerSpan['references'] = [];
  if (span.parentSpanId) references.push({ refType: 'CHILD_OF', traceID: span.traceId, spanID: span.parentSpanId });
  for (const link of span.links ?? []) {
    if (link.traceId !== '' && link.spanId !== '') {
      references.push({ refType: referenceTypeOf(link), traceID: link.traceId, spanID: link.spanId });
    }
  }

  return {
    traceID: span.traceId,
    spanID: span.spanId,
    // Jaeger's own flags are the lower byte: 1 sampled, 2 debug.
    flags: (span.flags ?? 0) & 0xff,
    operationName: span.name ?? '',
    references,
    startTime: Number(start / 1000n),
    duration: end > start ? Number((end - start) / 1000n) : 0,
    tags: [...scopeTags, ...tags],
    logs: (span.events ?? []).map((event) => ({
      timestamp: Number(BigInt(event.timeUnixNano ?? 0) / 1000n),
      fields: [
        ...(event.name ? [{ key: 'event', type: 'string' as const, value: event.name }] : []),
        ...(event.attributes ?? []).map(tagOf),
      ],
    })),
    processID,
    warnings: warnings === undefined ? null : warnings.map((warning) => warning.stringValue ?? ''),
  };
}

function referenceTypeOf(link: OtlpLink): 'CHILD_OF' | 'FOLLOWS_FROM' {
  const type = link.attributes?.find((attribute) => attribute.key === 'opentracing.ref_type')?.value?.stringValue;
  return type === 'child_of' ? 'CHILD_OF' : 'FOLLOWS_FROM';
}

function tagOf({ key, value }: OtlpKeyValue): JaegerTag {
  if (value?.boolValue !== undefined) return { key, type: 'bool', value: value.boolValue };
  if (value?.intValue !== undefined) {
    // Readers of JSON make doubles of numbers; an integer that would change is written as text of the same type.
    const number = Number(value.intValue);
    return { key, type: 'int64', value: Number.isSafeInteger(number) ? number : value.intValue };
  }
  if (value?.doubleValue !== undefined) return { key, type: 'float64', value: value.doubleValue };
  if (value?.bytesValue !== undefined) return { key, type: 'binary', value: value.bytesValue };
  return { key, type: 'string', value: String(jsonOfValue(value) ?? '') };
}
