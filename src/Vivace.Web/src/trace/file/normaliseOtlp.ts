import { normaliseId } from './ids';
import type {
  OtlpAnyValue,
  OtlpKeyValue,
  OtlpLink,
  OtlpResourceSpans,
  OtlpScopeSpans,
  OtlpSpan,
  OtlpTracesData,
} from './OtlpJson';
import { integerTextOf, isObject, objectsOf, type JsonObject } from './readJson';
import { TraceFileError } from './TraceFileError';

const kindNames = [
  'SPAN_KIND_UNSPECIFIED',
  'SPAN_KIND_INTERNAL',
  'SPAN_KIND_SERVER',
  'SPAN_KIND_CLIENT',
  'SPAN_KIND_PRODUCER',
  'SPAN_KIND_CONSUMER',
];
const statusNames = ['STATUS_CODE_UNSET', 'STATUS_CODE_OK', 'STATUS_CODE_ERROR'];

/** Whether this is a message of spans: OTLP's, or one of the forms in which Tempo has answered a trace. */
export function isOtlp(document: unknown): boolean {
  return resourceSpansOf(document) !== undefined;
}

/**
 * Brings any of the JSON forms of OTLP traces into the one the specification asks for: hexadecimal ids, numeric enumerations, integers as text.
 * Tempo's `{"trace": ...}` and its older `{"batches": ...}` are read too, and scopes under their old name. Unknown fields are kept.
 */
export function normaliseOtlp(document: unknown): OtlpTracesData {
  const resourceSpans = resourceSpansOf(document);
  if (resourceSpans === undefined) throw new TraceFileError('There is no list "resourceSpans" in it.');
  return { resourceSpans: resourceSpans.map(normaliseResourceSpans) };
}

function resourceSpansOf(document: unknown): JsonObject[] | undefined {
  if (!isObject(document)) return undefined;
  if (Array.isArray(document.resourceSpans)) return objectsOf(document.resourceSpans);
  if (Array.isArray(document.batches)) return objectsOf(document.batches);
  if (isObject(document.trace)) return resourceSpansOf(document.trace);
  return undefined;
}

function normaliseResourceSpans(group: JsonObject): OtlpResourceSpans {
  const { scopeSpans, instrumentationLibrarySpans, ...rest } = group;
  const normalised: OtlpResourceSpans = {
    ...rest,
    scopeSpans: objectsOf(scopeSpans ?? instrumentationLibrarySpans).map(normaliseScopeSpans),
  };
  if (isObject(group.resource)) normalised.resource = withAttributes(group.resource);
  return normalised;
}

function normaliseScopeSpans(group: JsonObject): OtlpScopeSpans {
  const { scope, instrumentationLibrary, spans, ...rest } = group;
  const normalised: OtlpScopeSpans = { ...rest, spans: objectsOf(spans).map(normaliseSpan) };
  const named = scope ?? instrumentationLibrary;
  if (isObject(named)) normalised.scope = withAttributes(named);
  return normalised;
}

function normaliseSpan(span: JsonObject): OtlpSpan {
  const { parentSpanId, startTimeUnixNano, endTimeUnixNano, kind, status, events, links, ...rest } = span;
  const normalised: OtlpSpan = {
    ...withAttributes(rest),
    traceId: required(span.traceId, 16, 'trace id', span),
    spanId: required(span.spanId, 8, 'span id', span),
  };
  const parent = normaliseId(parentSpanId, 8);
  if (parent === null)
    throw new TraceFileError(
      `The span ${describe(span)} has a parent id that is no id: ${describeValue(parentSpanId)}.`,
    );
  if (parent !== '') normalised.parentSpanId = parent;

  const start = integerTextOf(startTimeUnixNano);
  const end = integerTextOf(endTimeUnixNano);
  if (start !== undefined) normalised.startTimeUnixNano = start;
  if (end !== undefined) normalised.endTimeUnixNano = end;

  if (kind !== undefined) normalised.kind = enumeration(kind, kindNames);
  if (isObject(status)) {
    const { code, ...others } = status;
    normalised.status = code === undefined ? others : { ...others, code: enumeration(code, statusNames) };
  }
  if (Array.isArray(events)) normalised.events = objectsOf(events).map(normaliseEvent);
  if (Array.isArray(links)) normalised.links = objectsOf(links).map(normaliseLink);
  return normalised;
}

function normaliseEvent(event: JsonObject) {
  const { timeUnixNano, ...rest } = event;
  const time = integerTextOf(timeUnixNano);
  return time === undefined ? withAttributes(rest) : { ...withAttributes(rest), timeUnixNano: time };
}

function normaliseLink(link: JsonObject): OtlpLink {
  // A link that points nowhere is kept: the page shows what was sent.
  return {
    ...withAttributes(link),
    traceId: normaliseId(link.traceId, 16) ?? '',
    spanId: normaliseId(link.spanId, 8) ?? '',
  };
}

function withAttributes<T extends JsonObject>(owner: T): Omit<T, 'attributes'> & { attributes?: OtlpKeyValue[] } {
  const { attributes, ...rest } = owner;
  return attributes === undefined ? rest : { ...rest, attributes: normaliseAttributes(attributes) };
}

function normaliseAttributes(attributes: unknown): OtlpKeyValue[] {
  return objectsOf(attributes)
    .filter((attribute) => typeof attribute.key === 'string')
    .map((attribute) => {
      const key = attribute.key as string;
      return isObject(attribute.value) ? { key, value: normaliseValue(attribute.value) } : { key };
    });
}

function normaliseValue(value: JsonObject): OtlpAnyValue {
  if (typeof value.stringValue === 'string') return { stringValue: value.stringValue };
  if (typeof value.boolValue === 'boolean') return { boolValue: value.boolValue };
  const integer = integerTextOf(value.intValue);
  if (integer !== undefined) return { intValue: integer };
  if (typeof value.doubleValue === 'number' || typeof value.doubleValue === 'string')
    return { doubleValue: value.doubleValue };
  if (isObject(value.arrayValue))
    return { arrayValue: { values: objectsOf(value.arrayValue.values).map(normaliseValue) } };
  if (isObject(value.kvlistValue)) return { kvlistValue: { values: normaliseAttributes(value.kvlistValue.values) } };
  if (typeof value.bytesValue === 'string') return { bytesValue: value.bytesValue };
  return {};
}

function enumeration(value: unknown, names: readonly string[]): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string' && /^\d+$/.test(value)) return Number(value);
  return typeof value === 'string' ? Math.max(0, names.indexOf(value)) : 0;
}

function required(id: unknown, bytes: 8 | 16, what: string, span: JsonObject): string {
  const hex = normaliseId(id, bytes);
  if (hex === null || hex === '') {
    throw new TraceFileError(
      `The span ${describe(span)} has no ${what} of ${bytes} bytes; found ${describeValue(id)}.`,
    );
  }
  return hex;
}

function describe(span: JsonObject): string {
  return typeof span.name === 'string' && span.name !== '' ? `“${span.name.slice(0, 60)}”` : 'without a name';
}

function describeValue(value: unknown): string {
  return value === undefined || value === '' ? 'nothing' : (JSON.stringify(value) ?? 'nothing').slice(0, 60);
}
