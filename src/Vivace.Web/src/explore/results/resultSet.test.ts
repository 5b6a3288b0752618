import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sortKeys } from '../../url/exploreRoute';
import { emptyResults, mergeTraces } from './resultSet';
import { compareTraces, formatSort, parseSort, type ServerSort } from './sortOrder';
import { readTrace, type TraceResult } from './traceResult';

function trace(id: string, start: number, duration: number, spans = 1, errors = 0): TraceResult {
  return readTrace({
    traceID: id, startTimeUnixNano: String(start), durationNanos: String(duration), spanCount: spans, errorCount: errors,
  })!;
}

const anyTrace = fc.tuple(fc.nat({ max: 20 }), fc.nat({ max: 5 }), fc.nat({ max: 5 }), fc.nat({ max: 3 }), fc.nat({ max: 2 }))
  .map(([id, start, duration, spans, errors]) => trace(`a${id.toString(16)}`, start, duration, spans, errors));
const anySort: fc.Arbitrary<ServerSort> = fc.record({
  key: fc.constantFrom(...sortKeys), order: fc.constantFrom('desc' as const, 'asc' as const),
});

describe('merging deltas', () => {
  test('orders by the key, ties by newer start and then by trace id', () => {
    const merged = mergeTraces(emptyResults({ key: 'duration', order: 'desc' }, 10), [
      trace('c', 1, 5), trace('b', 2, 5), trace('a', 2, 5), trace('d', 9, 1), trace('e', 0, 7),
    ]);
    expect(merged.traces.map((t) => t.traceId.at(-1))).toEqual(['e', 'a', 'b', 'c', 'd']);
  });

  test('a trace that comes again replaces what was known of it', () => {
    const first = mergeTraces(emptyResults({ key: 'spans', order: 'desc' }, 10), [trace('a', 1, 1, 1), trace('b', 1, 1, 2)]);
    const second = mergeTraces(first, [trace('a', 1, 1, 3)]);
    expect(second.traces.map((t) => [t.traceId.at(-1), t.spanCount])).toEqual([['a', 3], ['b', 2]]);
  });

  test('nothing new keeps the same object, so that nothing is drawn again', () => {
    const results = emptyResults({ key: 'start', order: 'desc' }, 10);
    expect(mergeTraces(results, [])).toBe(results);
  });

  test('gives the same rows however distinct traces are cut into deltas', () => {
    fc.assert(fc.property(fc.uniqueArray(anyTrace, { selector: (t) => t.traceId }), anySort, fc.integer({ min: 1, max: 8 }), fc.nat({ max: 20 }),
      (traces, sort, limit, cut) => {
        const whole = [...traces].sort(compareTraces(sort)).slice(0, limit);
        const start = emptyResults(sort, limit);
        const parts = mergeTraces(mergeTraces(start, traces.slice(0, cut)), traces.slice(cut));
        expect(parts.traces).toEqual(whole);
      }));
  });
});

test('a sort is read back from the address', () => {
  fc.assert(fc.property(anySort, (sort) => {
    expect(parseSort(formatSort(sort))).toEqual(sort);
  }));
});
