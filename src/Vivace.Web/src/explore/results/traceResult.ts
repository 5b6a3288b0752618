import { asArray, asBigInt, asNumber, asRecord, asText, valueText, type Json } from '../json';

/** A typed attribute value of a search result, with the text that tables show. */
export interface ResultValue {
  readonly type: 'string' | 'int' | 'float' | 'bool' | 'array' | 'other';
  readonly text: string;
}

/** An attribute of a matched span or of a spanset. */
export interface ResultAttribute {
  readonly key: string;
  readonly value: ResultValue;
}

/** One span that the query matched. */
export interface MatchedSpan {
  readonly spanId: string;
  /** Absent when the query did not ask for names. */
  readonly name: string | undefined;
  readonly startUnixNano: bigint;
  readonly durationNanoseconds: number;
  readonly attributes: readonly ResultAttribute[];
}

/** Spans of a trace that matched together; with `by()` one per group. */
export interface Spanset {
  readonly spans: readonly MatchedSpan[];
  /** Number of matched spans, of which `spans` may list only some. */
  readonly matched: number;
  /** What made the group, and aggregates. */
  readonly attributes: readonly ResultAttribute[];
}

/** Spans of one service within a trace. */
export interface ServiceCount {
  readonly service: string;
  readonly spans: number;
  readonly errors: number;
}

/** One trace of a search answer. */
export interface TraceResult {
  /** 32 lower-case hexadecimal digits. */
  readonly traceId: string;
  /** Absent while the root span was not received. */
  readonly rootService: string | undefined;
  readonly rootName: string | undefined;
  readonly startUnixNano: bigint;
  readonly durationNanoseconds: number;
  readonly spanCount: number;
  readonly errorCount: number;
  /** Most spans first. */
  readonly services: readonly ServiceCount[];
  readonly spansets: readonly Spanset[];
  /** Sum over the spansets. */
  readonly matched: number;
}

/** Reads the traces of an answer; entries without a trace id are left out. */
export function readTraces(json: unknown): TraceResult[] {
  return asArray(json).flatMap((entry) => readTrace(entry) ?? []);
}

/** Reads one trace as `/api/search` describes it, with or without the fields that only Vivace sends. */
export function readTrace(json: unknown): TraceResult | undefined {
  const trace = asRecord(json);
  const id = asText(trace.traceID);
  if (id === undefined || !/^[0-9a-f]{1,32}$/i.test(id)) return undefined;

  const services = Object.entries(asRecord(trace.serviceStats))
    .map(([service, stats]) => ({
      service,
      spans: asNumber(asRecord(stats).spanCount),
      errors: asNumber(asRecord(stats).errorCount),
    }))
    .sort((a, b) => b.spans - a.spans || compareText(a.service, b.service));
  const listed = asArray(trace.spanSets);
  const spansets = (listed.length > 0 ? listed : trace.spanSet === undefined ? [] : [trace.spanSet])
    .map(readSpanset)
    .filter((spanset) => spanset.matched > 0 || spanset.spans.length > 0);
  return {
    traceId: fullTraceId(id),
    rootService: nonEmpty(trace.rootServiceName),
    rootName: nonEmpty(trace.rootTraceName),
    startUnixNano: asBigInt(trace.startTimeUnixNano),
    durationNanoseconds: trace.durationNanos === undefined ? roundedDuration(trace, spansets) : Number(asBigInt(trace.durationNanos)),
    spanCount: trace.spanCount === undefined ? sum(services, (s) => s.spans) : asNumber(trace.spanCount),
    errorCount: trace.errorCount === undefined ? sum(services, (s) => s.errors) : asNumber(trace.errorCount),
    services,
    spansets,
    matched: sum(spansets, (s) => s.matched),
  };
}

/** Tempo cuts a trace's duration to whole milliseconds; a listed span that is longer says more, because no trace is shorter than its spans. */
function roundedDuration(trace: Json, spansets: readonly Spanset[]): number {
  const listed = spansets.flatMap((spanset) => spanset.spans.map((span) => span.durationNanoseconds));
  return Math.max(asNumber(trace.durationMs) * 1e6, ...listed);
}

/** A trace id with the leading zeros that answers leave out. */
export function fullTraceId(id: string): string {
  return id.toLowerCase().padStart(32, '0');
}

/** The value of an attribute of one of the matched spans, or undefined. Keys of answers have no scope. */
export function attributeOf(span: MatchedSpan, key: string): ResultValue | undefined {
  return span.attributes.find((attribute) => attribute.key === key)?.value;
}

function readSpanset(json: unknown): Spanset {
  const spanset = asRecord(json);
  const spans = asArray(spanset.spans).map(readSpan);
  return {
    spans,
    matched: spanset.matched === undefined ? spans.length : asNumber(spanset.matched),
    attributes: readAttributes(spanset.attributes),
  };
}

function readSpan(json: unknown): MatchedSpan {
  const span = asRecord(json);
  return {
    spanId: (asText(span.spanID) ?? '').padStart(16, '0'),
    name: asText(span.name),
    startUnixNano: asBigInt(span.startTimeUnixNano),
    durationNanoseconds: Number(asBigInt(span.durationNanos)),
    attributes: readAttributes(span.attributes),
  };
}

function readAttributes(json: unknown): ResultAttribute[] {
  return asArray(json).map((entry) => {
    const attribute = asRecord(entry);
    return { key: asText(attribute.key) ?? '', value: readValue(attribute.value) };
  });
}

/** Reads an OTLP JSON value. */
export function readValue(json: unknown): ResultValue {
  const value = asRecord(json);
  const type = typeOf.find(([member]) => value[member] !== undefined)?.[1] ?? 'other';
  return { type, text: valueText(json) };
}

const typeOf = [
  ['stringValue', 'string'], ['intValue', 'int'], ['doubleValue', 'float'], ['boolValue', 'bool'], ['arrayValue', 'array'],
] as const;

/** What Tempo sends as the root's service when the root span is not there. */
const rootMissing = '<root span not yet received>';

function nonEmpty(json: unknown): string | undefined {
  return typeof json === 'string' && json !== '' && json !== rootMissing ? json : undefined;
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
