import { describe, expect, it } from 'vitest';
import { parseTraceFile } from '../file/readTraceFile';
import type { OtlpSpan, OtlpTracesData } from '../file/OtlpJson';
import { otlpToJaeger } from './otlpToJaeger';

const traceId = '0af7651916cd43dd8448eb211c80319c';

function data(...spans: OtlpSpan[]): OtlpTracesData {
  return {
    resourceSpans: [
      {
        resource: {
          attributes: [
            { key: 'service.name', value: { stringValue: 'shop' } },
            { key: 'host.name', value: { stringValue: 'n1' } },
          ],
        },
        scopeSpans: [{ scope: { name: 'lib', version: '2' }, spans }],
      },
    ],
  };
}

const full: OtlpSpan = {
  traceId,
  spanId: 'b7ad6b7169203331',
  parentSpanId: 'b7ad6b7169203330',
  name: 'GET /cart',
  kind: 3,
  flags: 1,
  traceState: 'a=b',
  startTimeUnixNano: '1795352828512704000',
  endTimeUnixNano: '1795352828612704000',
  status: { code: 2, message: 'refused' },
  attributes: [
    { key: 'text', value: { stringValue: 'x' } },
    { key: 'truth', value: { boolValue: true } },
    { key: 'count', value: { intValue: '42' } },
    { key: 'large', value: { intValue: '9223372036854775807' } },
    { key: 'ratio', value: { doubleValue: 0.5 } },
    { key: 'raw', value: { bytesValue: 'AAE=' } },
  ],
  events: [
    {
      timeUnixNano: '1795352828512705000',
      name: 'exception',
      attributes: [{ key: 'exception.type', value: { stringValue: 'E' } }],
    },
  ],
  links: [
    {
      traceId: '1af7651916cd43dd8448eb211c80319c',
      spanId: 'b7ad6b7169203339',
      attributes: [{ key: 'opentracing.ref_type', value: { stringValue: 'follows_from' } }],
    },
  ],
};

describe('Jaeger JSON', () => {
  it('has the tags with which Jaeger carries what it has no field for', () => {
    const [span] = otlpToJaeger(data(full)).data[0]!.spans;
    expect(span).toMatchObject({
      operationName: 'GET /cart',
      startTime: 1795352828512704,
      duration: 100000,
      references: [
        { refType: 'CHILD_OF', traceID: traceId, spanID: 'b7ad6b7169203330' },
        { refType: 'FOLLOWS_FROM', traceID: '1af7651916cd43dd8448eb211c80319c', spanID: 'b7ad6b7169203339' },
      ],
    });
    const tags = Object.fromEntries(span!.tags.map((tag) => [tag.key, [tag.type, tag.value]]));
    expect(tags).toMatchObject({
      'span.kind': ['string', 'client'],
      'otel.status_code': ['string', 'ERROR'],
      'otel.status_description': ['string', 'refused'],
      'otel.scope.name': ['string', 'lib'],
      error: ['bool', true],
      large: ['int64', '9223372036854775807'],
      truth: ['bool', true],
    });
  });

  it('comes back as the same span when the file is opened', () => {
    const document = JSON.stringify(otlpToJaeger(data(full)));
    const { format, traces } = parseTraceFile(document);
    expect(format).toBe('Jaeger JSON');
    const read = traces[0]!.data;
    expect(read.resourceSpans[0]!.resource).toEqual(data().resourceSpans[0]!.resource);
    expect(read.resourceSpans[0]!.scopeSpans[0]!.scope).toEqual({ name: 'lib', version: '2' });
    const [span] = read.resourceSpans[0]!.scopeSpans[0]!.spans;
    // The tag that makes Jaeger mark the span stays as a fact of its own.
    expect(span).toEqual({ ...full, attributes: [...full.attributes!, { key: 'error', value: { boolValue: true } }] });
  });

  it('shares processes between spans and numbers them', () => {
    const twice = {
      resourceSpans: [...data(full).resourceSpans, ...data({ ...full, spanId: 'b7ad6b7169203332' }).resourceSpans],
    };
    const [trace] = otlpToJaeger(twice).data;
    expect(Object.keys(trace!.processes)).toEqual(['p1']);
    expect(trace!.spans.map((span) => span.processID)).toEqual(['p1', 'p1']);
  });

  it('writes lists and maps as JSON text', () => {
    const attributes = [{ key: 'list', value: { arrayValue: { values: [{ intValue: '1' }, { stringValue: 'a' }] } } }];
    const [span] = otlpToJaeger(data({ ...full, attributes })).data[0]!.spans;
    expect(span!.tags).toContainEqual({ key: 'list', type: 'string', value: '[1,"a"]' });
  });
});

describe('a file from Jaeger', () => {
  const jaegerSpan = {
    traceID: 'abc',
    spanID: '1',
    operationName: 'old',
    startTime: 1000,
    duration: 5,
    tags: [],
    logs: [],
    processID: 'p1',
  };
  const jaeger = (span: object) => ({
    data: [{ traceID: 'abc', spans: [{ ...jaegerSpan, ...span }], processes: { p1: { serviceName: 's', tags: [] } } }],
  });
  const read = (span: object) =>
    parseTraceFile(JSON.stringify(jaeger(span))).traces[0]!.data.resourceSpans[0]!.scopeSpans[0]!.spans[0]!;

  it('may leave leading zeros of ids out', () => {
    expect(read({})).toMatchObject({ traceId: '00000000000000000000000000000abc', spanId: '0000000000000001' });
  });

  it('has the first CHILD_OF of the same trace as parent, other references as links', () => {
    const span = read({
      references: [
        { refType: 'CHILD_OF', traceID: 'def', spanID: '9' },
        { refType: 'FOLLOWS_FROM', traceID: 'abc', spanID: '8' },
        { refType: 'CHILD_OF', traceID: 'abc', spanID: '7' },
      ],
    });
    expect(span.parentSpanId).toBe('0000000000000007');
    expect(span.links!.map((link) => link.spanId)).toEqual(['0000000000000009', '0000000000000008']);
  });

  it('marks a span as failed by its error tag, keeps warnings, and takes fractions of microseconds for nanoseconds', () => {
    const span = read({
      tags: [{ key: 'error', type: 'bool', value: true }],
      warnings: ['clock skew'],
      startTime: 1000.25,
    });
    expect(span.status).toEqual({ code: 2 });
    expect(span.startTimeUnixNano).toBe('1000250');
    expect(span.attributes).toContainEqual({
      key: '@jaeger@warnings',
      value: { arrayValue: { values: [{ stringValue: 'clock skew' }] } },
    });
  });

  it('can be a single trace without the envelope, with processes inside of the spans', () => {
    const text = JSON.stringify({ traceID: 'abc', spans: [{ ...jaegerSpan, process: { serviceName: 'inner' } }] });
    expect(parseTraceFile(text).traces[0]!.rootService).toBe('inner');
  });
});
