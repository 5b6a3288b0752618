import { expect, test } from 'vitest';
import { attributeKeys, distinctValues, spanRows } from './spanRow';
import { readTrace } from './traceResult';

const span = (id: string, attributes: Record<string, string>) => ({
  spanID: id, attributes: Object.entries(attributes).map(([key, stringValue]) => ({ key, value: { stringValue } })),
});
const trace = readTrace({
  traceID: 'a',
  spanSets: [
    { spans: [span('1', { 'service.name': 'cart', status: 'error', route: '/a' }), span('2', { route: '/b' })] },
    { spans: [span('1', { 'service.name': 'cart', status: 'error', route: '/a' }), span('3', { route: '/a', db: 'x' })] },
  ],
})!;

test('a span in two groups is one row, with its service and status', () => {
  expect(spanRows([trace]).map((row) => [row.span.spanId.at(-1), row.service, row.isError])).toEqual([
    ['1', 'cart', true], ['2', undefined, false], ['3', undefined, false],
  ]);
});

test('attribute keys are those without a column of their own', () => {
  expect(attributeKeys([trace])).toEqual(['route', 'db']);
});

test('a trace shows each value of an attribute once', () => {
  expect(distinctValues(trace, 'route')).toEqual(['/a', '/b']);
});
