import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spanRows } from '../results/spanRow';
import { readTrace } from '../results/traceResult';
import { formatLocalSort, parseLocalSort, sortSpans, sortTraces } from './localSort';

const trace = (traceID: string, durationMs: number, code?: string, rootServiceName = 'shop') => readTrace({
  traceID, durationMs, rootServiceName,
  spanSets: [{ spans: [{ spanID: '1', durationNanos: String(durationMs * 1e6), attributes: code === undefined ? [] : [{ key: 'code', value: { intValue: code } }] }] }],
})!;
const traces = [trace('a', 5, '9'), trace('b', 7, '10'), trace('c', 5), trace('d', 1, '200')];
const ids = (rows: readonly { traceId: string }[]) => rows.map((row) => row.traceId.at(-1)).join('');

test('rows are ordered by a column, equal ones stay as they were', () => {
  expect(ids(sortTraces(traces, { column: 'duration', order: 'desc' }))).toBe('bacd');
  expect(ids(sortTraces(traces, undefined))).toBe('abcd');
});

test('numbers of attributes are compared as numbers, rows without a value come last in both directions', () => {
  expect(ids(sortTraces(traces, { column: 'span.code', order: 'asc' }))).toBe('abdc');
  expect(ids(sortTraces(traces, { column: 'span.code', order: 'desc' }))).toBe('dbac');
  expect(sortSpans(spanRows(traces), { column: 'span.code', order: 'desc' }).map((row) => row.trace.traceId.at(-1)).join('')).toBe('dbac');
});

test('the order is read back from the address', () => {
  fc.assert(fc.property(fc.string({ minLength: 1 }), fc.constantFrom('asc' as const, 'desc' as const), (column, order) => {
    expect(parseLocalSort(formatLocalSort({ column, order }))).toEqual({ column, order });
  }));
  expect(parseLocalSort('duration')).toBeUndefined();
});
