import type { Attribute, AttributeValue, SpanDetails } from '../model/SpanDetails';
import type { TraceModel } from '../model/TraceModel';

/** Attributes from a plain object; texts, booleans, bigints (integers) and numbers (doubles). */
export function attributesOf(values: Record<string, string | boolean | bigint | number | AttributeValue>): Attribute[] {
  return Object.entries(values).map(([key, value]) => ({ key, value: valueOf(value) }));
}

function valueOf(value: string | boolean | bigint | number | AttributeValue): AttributeValue {
  switch (typeof value) {
    case 'string':
      return { type: 'string', value };
    case 'boolean':
      return { type: 'bool', value };
    case 'bigint':
      return { type: 'int', value };
    case 'number':
      return { type: 'double', value };
    default:
      return value;
  }
}

/** Details of a row of a model, with what a test cares about on top. */
export function detailsOf(model: TraceModel, row: number, changed: Partial<SpanDetails> = {}): SpanDetails {
  const start = model.startUnixNano + BigInt(model.start[row]!);
  const parent = model.parent[row]!;
  return {
    row,
    traceId: model.traceId,
    spanId: model.spanId(row),
    parentSpanId: parent < 0 ? '' : model.spanId(parent),
    traceState: '',
    flags: 0,
    name: model.spanName(row),
    kind: model.kind[row]!,
    startUnixNano: start,
    endUnixNano: start + BigInt(model.duration[row]!),
    statusCode: model.status[row]!,
    statusMessage: '',
    attributes: [],
    droppedAttributesCount: 0,
    events: [],
    droppedEventsCount: 0,
    links: [],
    droppedLinksCount: 0,
    resource: {
      attributes: attributesOf({ 'service.name': model.serviceName(row) }),
      droppedAttributesCount: 0,
      schemaUrl: '',
    },
    scope: { name: '', version: '', attributes: [], droppedAttributesCount: 0, schemaUrl: '' },
    ...changed,
  };
}
