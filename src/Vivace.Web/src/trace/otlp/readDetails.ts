import type { Attribute, AttributeValue, SpanDetails } from '../model/SpanDetails';
import { bigTime, count, idText, kindNumber, statusNumber } from './otlpFields';
import type { OtlpAttribute, OtlpValue } from './otlpJson';
import type { SpanOrigin } from './SpanOrigin';

/** Values nested deeper than this are shown as text; protobuf itself allows 100. */
const deepestValue = 100;

/** Everything of one span, in the page's own types. */
export function readDetails(origin: SpanOrigin, row: number): SpanDetails {
  const { span, resourceSpans, scopeSpans } = origin;
  const scope = scopeSpans.scope ?? scopeSpans.instrumentationLibrary;
  return {
    row,
    traceId: idText(span.traceId, 16),
    spanId: idText(span.spanId, 8),
    parentSpanId: idText(span.parentSpanId, 8),
    traceState: span.traceState ?? '',
    flags: span.flags ?? 0,
    name: span.name ?? '',
    kind: kindNumber(span.kind),
    startUnixNano: bigTime(span.startTimeUnixNano),
    endUnixNano: bigTime(span.endTimeUnixNano),
    statusCode: statusNumber(span.status?.code),
    statusMessage: span.status?.message ?? '',
    attributes: readAttributes(span.attributes),
    droppedAttributesCount: count(span.droppedAttributesCount),
    events: (span.events ?? []).map((event) => ({
      timeUnixNano: bigTime(event.timeUnixNano),
      name: event.name ?? '',
      attributes: readAttributes(event.attributes),
      droppedAttributesCount: count(event.droppedAttributesCount),
    })),
    droppedEventsCount: count(span.droppedEventsCount),
    links: (span.links ?? []).map((link) => ({
      traceId: idText(link.traceId, 16),
      spanId: idText(link.spanId, 8),
      traceState: link.traceState ?? '',
      flags: link.flags ?? 0,
      attributes: readAttributes(link.attributes),
      droppedAttributesCount: count(link.droppedAttributesCount),
    })),
    droppedLinksCount: count(span.droppedLinksCount),
    resource: {
      attributes: readAttributes(resourceSpans.resource?.attributes),
      droppedAttributesCount: count(resourceSpans.resource?.droppedAttributesCount),
      schemaUrl: resourceSpans.schemaUrl ?? '',
    },
    scope: {
      name: scope?.name ?? '',
      version: scope?.version ?? '',
      attributes: readAttributes(scope?.attributes),
      droppedAttributesCount: count(scope?.droppedAttributesCount),
      schemaUrl: scopeSpans.schemaUrl ?? '',
    },
  };
}

export function readAttributes(attributes: readonly OtlpAttribute[] | undefined, depth = 0): Attribute[] {
  return (attributes ?? []).map((attribute) => ({ key: attribute.key ?? '', value: readValue(attribute.value, depth) }));
}

export function readValue(value: OtlpValue | undefined, depth = 0): AttributeValue {
  if (value === undefined) return { type: 'empty' };
  if (value.stringValue !== undefined) return { type: 'string', value: value.stringValue };
  if (value.boolValue !== undefined) return { type: 'bool', value: value.boolValue };
  if (value.intValue !== undefined) return readInt(value.intValue);
  if (value.doubleValue !== undefined) return { type: 'double', value: Number(value.doubleValue) };
  if (value.bytesValue !== undefined) return { type: 'bytes', value: value.bytesValue };
  if (depth >= deepestValue) return { type: 'string', value: '…' };
  if (value.arrayValue !== undefined) {
    return { type: 'array', values: (value.arrayValue.values ?? []).map((one) => readValue(one, depth + 1)) };
  }
  if (value.kvlistValue !== undefined) return { type: 'map', entries: readAttributes(value.kvlistValue.values, depth + 1) };
  return { type: 'empty' };
}

function readInt(value: string | number): AttributeValue {
  if (typeof value === 'number') {
    return Number.isInteger(value) ? { type: 'int', value: BigInt(value) } : { type: 'double', value };
  }
  return /^-?\d+$/.test(value) ? { type: 'int', value: BigInt(value) } : { type: 'string', value };
}
