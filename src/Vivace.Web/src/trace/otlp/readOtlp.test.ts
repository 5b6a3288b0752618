import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TraceModel } from '../model/TraceModel';
import { buildTrace } from '../model/buildTrace';
import { SpanFlag } from '../model/SpanFlag';
import { idText, splitTime } from './otlpFields';
import type { OtlpDocument, OtlpSpan } from './otlpJson';
import { readDetails, readValue } from './readDetails';
import { readOtlp } from './readOtlp';

const span: OtlpSpan = {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  name: 'GET /',
  kind: 2,
  startTimeUnixNano: '1795352830443163287',
  endTimeUnixNano: '1795352831443163290',
  attributes: [{ key: 'n', value: { intValue: '9223372036854775807' } }],
  events: [
    { timeUnixNano: '1795352830443163300', name: 'exception', attributes: [{ key: 'exception.type', value: { stringValue: 'E' } }] },
  ],
  links: [{ traceId: '0af7651916cd43dd8448eb211c80319d', spanId: 'b7ad6b7169203332' }],
  status: { code: 2, message: 'no' },
};

const wrap = (spans: readonly OtlpSpan[]) => ({
  resourceSpans: [
    {
      resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] },
      scopeSpans: [{ scope: { name: 'lib', version: '2' }, spans }],
    },
  ],
});

describe('OTLP JSON', () => {
  it('is read to the nanosecond, with flags and events', () => {
    const model = new TraceModel(buildTrace(readOtlp(wrap([span])).spans).data);
    expect(model.startUnixNano).toBe(1_795_352_830_443_163_287n);
    expect(model.durationNano).toBe(1_000_000_003);
    expect(model.spanId(0)).toBe('b7ad6b7169203331');
    expect([model.rootService, model.rootName, model.kind[0], model.status[0]]).toEqual(['shop', 'GET /', 2, 2]);
    expect(model.flags[0]).toBe(SpanFlag.hasEvents | SpanFlag.hasException | SpanFlag.hasLinks);
    expect([...model.eventOffset]).toEqual([13]);
  });

  it('may come as batches, below a trace, with base64 ids and names for numbers', () => {
    const other: OtlpSpan = {
      ...span,
      traceId: 'Cvdk',
      spanId: 't61rcWkgMzE=',
      kind: 'SPAN_KIND_CLIENT',
      status: { code: 'STATUS_CODE_OK' },
    };
    const shapes: OtlpDocument[] = [
      { batches: wrap([other]).resourceSpans },
      { trace: wrap([other]) },
      { trace: { batches: wrap([other]).resourceSpans } },
    ];
    for (const document of shapes) {
      const { spans } = readOtlp(document);
      expect(spans.count).toBe(1);
      expect([spans.kind[0], spans.status[0]]).toEqual([3, 1]);
      expect(new TraceModel(buildTrace(spans).data).spanId(0)).toBe('b7ad6b7169203331');
    }
  });

  it('with several traces gives the one that is asked for, else the first', () => {
    const second = { ...span, traceId: '11111111111111111111111111111111', name: 'second' };
    const document = wrap([span, second]);
    expect(readOtlp(document).spans.names).toEqual(['GET /']);
    expect(readOtlp(document, '11111111111111111111111111111111').spans.names).toEqual(['second']);
  });

  it('without anything in it is a trace without spans', () => {
    for (const document of [{}, { resourceSpans: [] }, wrap([])]) expect(readOtlp(document).spans.count).toBe(0);
    expect(new TraceModel(buildTrace(readOtlp({}).spans).data).rowCount).toBe(0);
  });

  it('says that the server left something out', () => {
    expect(readOtlp({ status: 'PARTIAL', message: 'too large', trace: wrap([span]) }).spans.partial).toBe('too large');
  });

  it('has details of every kind', () => {
    const details = readDetails(readOtlp(wrap([span])).origins[0]!, 4);
    expect(details).toMatchObject({
      row: 4,
      spanId: 'b7ad6b7169203331',
      parentSpanId: '',
      startUnixNano: 1_795_352_830_443_163_287n,
      statusCode: 2,
      statusMessage: 'no',
      attributes: [{ key: 'n', value: { type: 'int', value: 9_223_372_036_854_775_807n } }],
      events: [{ name: 'exception', timeUnixNano: 1_795_352_830_443_163_300n }],
      links: [{ traceId: '0af7651916cd43dd8448eb211c80319d', spanId: 'b7ad6b7169203332' }],
      resource: { attributes: [{ key: 'service.name', value: { type: 'string', value: 'shop' } }] },
      scope: { name: 'lib', version: '2' },
    });
  });

  it('values nested without end are cut', () => {
    let value = {};
    for (let level = 0; level < 5_000; level++) value = { arrayValue: { values: [value] } };
    expect(JSON.stringify(readValue(value))).toContain('…');
  });

  it('keeps times and ids of any size exactly', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 63n }), fc.uint8Array({ minLength: 8, maxLength: 8 }), (time, bytes) => {
        const [seconds, nanos] = splitTime(time.toString());
        expect(BigInt(seconds) * 1_000_000_000n + BigInt(nanos)).toBe(time);
        const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
        expect(idText(hex.toUpperCase(), 8)).toBe(hex);
        expect(idText(btoa(String.fromCharCode(...bytes)), 8)).toBe(hex);
      }),
    );
  });
});
