/**
 * OTLP's JSON as servers and files have it. Everything is optional; ids are hexadecimal (OTLP) or base64 (protobuf's
 * JSON), numbers of 64 bits are strings or numbers, enums are names or numbers.
 */
export interface OtlpDocument {
  readonly trace?: OtlpResourceSpansList;
  readonly resourceSpans?: readonly OtlpResourceSpans[];
  readonly batches?: readonly OtlpResourceSpans[];
  /** Tempo's word on an incomplete answer. */
  readonly status?: string;
  readonly message?: string;
}

interface OtlpResourceSpansList {
  readonly resourceSpans?: readonly OtlpResourceSpans[];
  readonly batches?: readonly OtlpResourceSpans[];
}

export interface OtlpResourceSpans {
  readonly resource?: OtlpResource;
  readonly scopeSpans?: readonly OtlpScopeSpans[];
  readonly instrumentationLibrarySpans?: readonly OtlpScopeSpans[];
  readonly schemaUrl?: string;
}

export interface OtlpResource {
  readonly attributes?: readonly OtlpAttribute[];
  readonly droppedAttributesCount?: number | string;
}

export interface OtlpScopeSpans {
  readonly scope?: OtlpScope;
  readonly instrumentationLibrary?: OtlpScope;
  readonly spans?: readonly OtlpSpan[];
  readonly schemaUrl?: string;
}

export interface OtlpScope {
  readonly name?: string;
  readonly version?: string;
  readonly attributes?: readonly OtlpAttribute[];
  readonly droppedAttributesCount?: number | string;
}

export interface OtlpSpan {
  readonly traceId?: string;
  readonly spanId?: string;
  readonly parentSpanId?: string;
  readonly traceState?: string;
  readonly flags?: number;
  readonly name?: string;
  readonly kind?: string | number;
  readonly startTimeUnixNano?: string | number;
  readonly endTimeUnixNano?: string | number;
  readonly attributes?: readonly OtlpAttribute[];
  readonly droppedAttributesCount?: number | string;
  readonly events?: readonly OtlpEvent[];
  readonly droppedEventsCount?: number | string;
  readonly links?: readonly OtlpLink[];
  readonly droppedLinksCount?: number | string;
  readonly status?: { readonly code?: string | number; readonly message?: string };
}

export interface OtlpEvent {
  readonly timeUnixNano?: string | number;
  readonly name?: string;
  readonly attributes?: readonly OtlpAttribute[];
  readonly droppedAttributesCount?: number | string;
}

export interface OtlpLink {
  readonly traceId?: string;
  readonly spanId?: string;
  readonly traceState?: string;
  readonly flags?: number;
  readonly attributes?: readonly OtlpAttribute[];
  readonly droppedAttributesCount?: number | string;
}

export interface OtlpAttribute {
  readonly key?: string;
  readonly value?: OtlpValue;
}

export interface OtlpValue {
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly intValue?: string | number;
  readonly doubleValue?: number | string;
  readonly bytesValue?: string;
  readonly arrayValue?: { readonly values?: readonly OtlpValue[] };
  readonly kvlistValue?: { readonly values?: readonly OtlpAttribute[] };
}

/** The list of resource spans, wherever the document has it. */
export function resourceSpansOf(document: OtlpDocument): readonly OtlpResourceSpans[] {
  const holder = document.trace ?? document;
  return holder.resourceSpans ?? holder.batches ?? [];
}

export function scopeSpansOf(resourceSpans: OtlpResourceSpans): readonly OtlpScopeSpans[] {
  return resourceSpans.scopeSpans ?? resourceSpans.instrumentationLibrarySpans ?? [];
}
