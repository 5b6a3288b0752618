import { normaliseId } from './ids';
import type {
  OtlpAnyValue,
  OtlpEvent,
  OtlpKeyValue,
  OtlpLink,
  OtlpScopeSpans,
  OtlpSpan,
  OtlpTracesData,
} from './OtlpJson';
import { integerTextOf, isObject, objectsOf, textOf, type JsonObject } from './readJson';
import { TraceFileError } from './TraceFileError';

/**
 * Tags with which Jaeger carries fields of OTLP, as OpenTelemetry's compatibility document has them. They become the field again and are not
 * kept as attributes.
 */
const kinds: Record<string, number> = { internal: 1, server: 2, client: 3, producer: 4, consumer: 5 };
const statuses: Record<string, number> = { UNSET: 0, OK: 1, ERROR: 2 };
const warningsAttribute = '@jaeger@warnings';
const referenceTypeAttribute = 'opentracing.ref_type';

/** Whether this is what Jaeger downloads (`{"data": [...]}`), or one trace or a list of traces out of it. */
export function isJaeger(document: unknown): boolean {
  return jaegerTracesOf(document) !== undefined;
}

export function jaegerToOtlp(document: unknown): OtlpTracesData {
  const traces = jaegerTracesOf(document);
  if (traces === undefined) throw new TraceFileError('There is no list "spans" beside "processes" in it.');
  return { resourceSpans: traces.flatMap((trace) => readTrace(trace).resourceSpans) };
}

function jaegerTracesOf(document: unknown): JsonObject[] | undefined {
  if (Array.isArray(document))
    return document.length > 0 && document.every(isJaegerTrace) ? objectsOf(document) : undefined;
  if (!isObject(document)) return undefined;
  if (isJaegerTrace(document)) return [document];
  return Array.isArray(document.data) ? jaegerTracesOf(document.data) : undefined;
}

function isJaegerTrace(value: unknown): boolean {
  return isObject(value) && Array.isArray(value.spans) && !('scope' in value);
}

function readTrace(trace: JsonObject): OtlpTracesData {
  const processes = isObject(trace.processes) ? trace.processes : {};
  const groups = new Map<string, Map<string, OtlpScopeSpans>>();
  const resources = new Map<string, OtlpKeyValue[]>();

  for (const span of objectsOf(trace.spans)) {
    const processId = textOf(span.processID);
    // A span may carry its process itself, as Jaeger's storage format does.
    const process = isObject(span.process) ? span.process : processes[processId];
    const processKey = isObject(span.process) ? JSON.stringify(process) : processId;
    if (!resources.has(processKey)) resources.set(processKey, resourceAttributes(process));

    const tags = new Tags(span.tags);
    const scopeName = tags.takeText('otel.scope.name', 'otel.library.name');
    const scopeVersion = tags.takeText('otel.scope.version', 'otel.library.version');
    const scopes = groups.get(processKey) ?? new Map<string, OtlpScopeSpans>();
    groups.set(processKey, scopes);
    const scopeKey = JSON.stringify([scopeName, scopeVersion]);
    let scope = scopes.get(scopeKey);
    if (scope === undefined) {
      scope = { spans: [] };
      if (scopeName !== '')
        scope.scope = scopeVersion === '' ? { name: scopeName } : { name: scopeName, version: scopeVersion };
      scopes.set(scopeKey, scope);
    }
    scope.spans.push(readSpan(span, tags));
  }

  return {
    resourceSpans: [...groups].map(([processKey, scopes]) => ({
      resource: { attributes: resources.get(processKey) ?? [] },
      scopeSpans: [...scopes.values()],
    })),
  };
}

function resourceAttributes(process: unknown): OtlpKeyValue[] {
  if (!isObject(process)) return [];
  const tags = new Tags(process.tags);
  const service = textOf(process.serviceName);
  const rest = tags.rest().filter((tag) => tag.key !== 'service.name');
  return service === '' ? tags.rest() : [{ key: 'service.name', value: { stringValue: service } }, ...rest];
}

function readSpan(span: JsonObject, tags: Tags): OtlpSpan {
  const name = textOf(span.operationName);
  const traceId = normaliseId(span.traceID, 16);
  const spanId = normaliseId(span.spanID, 8);
  if (!traceId || !spanId) {
    throw new TraceFileError(`The span “${name.slice(0, 60)}” has no trace id or no span id in hexadecimal.`);
  }

  const start = microsecondsToNanoseconds(span.startTime);
  const read: OtlpSpan = {
    traceId,
    spanId,
    name,
    startTimeUnixNano: start.toString(),
    endTimeUnixNano: (start + microsecondsToNanoseconds(span.duration)).toString(),
  };

  const { parent, links } = readReferences(span, traceId);
  if (parent !== '') read.parentSpanId = parent;
  const kind = kinds[tags.takeText('span.kind')];
  if (kind !== undefined) read.kind = kind;
  const traceState = tags.takeText('w3c.tracestate');
  if (traceState !== '') read.traceState = traceState;
  if (typeof span.flags === 'number') read.flags = span.flags;

  // `error` stays an attribute: it is a fact of its own for those who look for it.
  const code = statuses[tags.takeText('otel.status_code')] ?? (tags.isError() ? 2 : undefined);
  const message = tags.takeText('otel.status_description');
  if (code !== undefined || message !== '')
    read.status = { ...(code !== undefined && { code }), ...(message !== '' && { message }) };

  const attributes = tags.rest();
  const warnings = Array.isArray(span.warnings) ? span.warnings.filter((warning) => typeof warning === 'string') : [];
  if (warnings.length > 0) {
    attributes.push({
      key: warningsAttribute,
      value: { arrayValue: { values: warnings.map((stringValue) => ({ stringValue })) } },
    });
  }
  if (attributes.length > 0) read.attributes = attributes;
  const events = objectsOf(span.logs).map(readLog);
  if (events.length > 0) read.events = events;
  if (links.length > 0) read.links = links;
  return read;
}

/** The parent is the first CHILD_OF of this trace, else its first FOLLOWS_FROM; all other references are links. */
function readReferences(span: JsonObject, traceId: string): { parent: string; links: OtlpLink[] } {
  const references = objectsOf(span.references).map((reference) => ({
    type: textOf(reference.refType),
    traceId: normaliseId(reference.traceID, 16) || traceId,
    spanId: normaliseId(reference.spanID, 8) ?? '',
  }));
  const here = references.filter((reference) => reference.traceId === traceId && reference.spanId !== '');
  const chosen = here.find((reference) => reference.type === 'CHILD_OF') ?? here[0];
  const parent = normaliseId(span.parentSpanID, 8) || chosen?.spanId || '';
  const links = references
    .filter(
      (reference) =>
        reference.spanId !== '' &&
        !(reference.traceId === traceId && reference.spanId === parent && reference.type !== 'FOLLOWS_FROM'),
    )
    .map((reference) => ({
      traceId: reference.traceId,
      spanId: reference.spanId,
      attributes: [
        {
          key: referenceTypeAttribute,
          value: { stringValue: reference.type === 'CHILD_OF' ? 'child_of' : 'follows_from' },
        },
      ],
    }));
  return { parent, links };
}

function readLog(log: JsonObject): OtlpEvent {
  const fields = new Tags(log.fields);
  const event: OtlpEvent = {
    timeUnixNano: microsecondsToNanoseconds(log.timestamp).toString(),
    name: fields.takeText('event'),
  };
  const attributes = fields.rest();
  if (attributes.length > 0) event.attributes = attributes;
  return event;
}

function microsecondsToNanoseconds(value: unknown): bigint {
  // Jaeger writes whole microseconds; tools that write fractions mean nanoseconds.
  if (typeof value === 'number' && !Number.isInteger(value) && Number.isFinite(value)) {
    const whole = Math.floor(value);
    return BigInt(whole) * 1000n + BigInt(Math.round((value - whole) * 1000));
  }
  return BigInt(integerTextOf(value) ?? 0) * 1000n;
}

/** The tags of one owner, from which some are taken out because they are fields in OTLP. */
class Tags {
  private readonly tags: OtlpKeyValue[];

  constructor(tags: unknown) {
    this.tags = objectsOf(tags)
      .filter((tag) => typeof tag.key === 'string')
      .map((tag) => ({ key: tag.key as string, value: readTagValue(tag.type, tag.value) }));
  }

  /** The text of the first of these keys that is there and holds text; all tags with that key leave the list. */
  takeText(...keys: string[]): string {
    for (const key of keys) {
      const text = this.tags.find((tag) => tag.key === key)?.value?.stringValue;
      if (text === undefined) continue;
      for (let index = this.tags.length - 1; index >= 0; index--)
        if (this.tags[index]?.key === key) this.tags.splice(index, 1);
      return text;
    }
    return '';
  }

  isError(): boolean {
    const value = this.tags.find((tag) => tag.key === 'error')?.value;
    return value?.boolValue === true || value?.stringValue === 'true';
  }

  rest(): OtlpKeyValue[] {
    return this.tags;
  }
}

function readTagValue(type: unknown, value: unknown): OtlpAnyValue {
  switch (textOf(type).toLowerCase()) {
    case 'bool':
      return { boolValue: value === true || value === 'true' };
    case 'int64': {
      const integer = integerTextOf(value);
      return integer === undefined ? { stringValue: String(value) } : { intValue: integer };
    }
    case 'float64':
      return typeof value === 'number' || typeof value === 'string'
        ? { doubleValue: doubleOf(value) }
        : { stringValue: String(value) };
    case 'binary':
      return { bytesValue: textOf(value) };
    default:
      break;
  }
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number')
    return Number.isInteger(value) ? { intValue: BigInt(value).toString() } : { doubleValue: value };
  return { stringValue: typeof value === 'string' ? value : (JSON.stringify(value) ?? '') };
}

function doubleOf(value: number | string): number | string {
  if (typeof value === 'number') return value;
  const number = Number(value);
  return Number.isFinite(number) ? number : value;
}
