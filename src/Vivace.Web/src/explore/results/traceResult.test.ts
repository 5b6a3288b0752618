import { describe, expect, test } from 'vitest';
import { readTrace, readTraces } from './traceResult';

const tempo = {
  traceID: 'aabbccddeeff0011223', rootServiceName: 'shop', rootTraceName: 'GET /cart', startTimeUnixNano: '1700000000000000001', durationMs: 200,
  spanSet: { spans: [], matched: 9 },
  spanSets: [{
    spans: [{
      spanID: '3', name: 'pay', startTimeUnixNano: '1700000000070000000', durationNanos: '30000000',
      attributes: [{ key: 'status', value: { stringValue: 'error' } }, { key: 'n', value: { intValue: '9007199254740993' } },
        { key: 'list', value: { arrayValue: { values: [{ stringValue: 'a' }, { boolValue: true }] } } }],
    }],
    matched: 4,
  }],
  serviceStats: { cart: { spanCount: 1 }, shop: { spanCount: 4, errorCount: 1 } },
};

describe('a trace of a search answer', () => {
  test('is read from what Tempo sends', () => {
    const trace = readTrace(tempo)!;
    expect(trace).toMatchObject({
      traceId: '0000000000000aabbccddeeff0011223', rootService: 'shop', rootName: 'GET /cart', startUnixNano: 1700000000000000001n,
      durationNanoseconds: 200e6, spanCount: 5, errorCount: 1, matched: 4,
      services: [{ service: 'shop', spans: 4, errors: 1 }, { service: 'cart', spans: 1, errors: 0 }],
    });
    expect(trace.spansets[0]!.spans[0]).toMatchObject({ spanId: '0000000000000003', name: 'pay', durationNanoseconds: 30e6 });
  });

  test('takes the exact figures that Vivace adds', () => {
    expect(readTrace({ ...tempo, spanCount: 7, errorCount: 2, durationNanos: '200000123' })).toMatchObject({
      spanCount: 7, errorCount: 2, durationNanoseconds: 200000123,
    });
  });

  test('is no shorter than its spans, when its own duration is cut to milliseconds', () => {
    expect(readTrace({ traceID: 'a', spanSets: [{ spans: [{ spanID: '1', durationNanos: '92813' }] }] })!.durationNanoseconds).toBe(92813);
  });

  test('shows large integers and lists as they are', () => {
    const attributes = readTrace(tempo)!.spansets[0]!.spans[0]!.attributes;
    expect(attributes.map(({ value }) => [value.type, value.text])).toEqual([['string', 'error'], ['int', '9007199254740993'], ['array', '[a, true]']]);
  });

  test('has no root while that was not received', () => {
    expect(readTrace({ traceID: '1', rootServiceName: '<root span not yet received>' })).toMatchObject({ rootService: undefined, rootName: undefined });
  });

  test('is left out when it has no usable id; nothing else stops a list', () => {
    expect(readTraces([{}, null, 7, { traceID: 'not hex' }, { traceID: 'ab', spanSets: 'x', serviceStats: [] }])).toHaveLength(1);
    expect(readTraces(undefined)).toEqual([]);
  });
});
