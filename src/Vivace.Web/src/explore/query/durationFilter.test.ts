import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDuration } from '../../time/durations';
import { durationText, tidyNanoseconds, withDurationStage } from './durationFilter';

describe('duration texts', () => {
  test.each([[0, '0ns'], [999, '999ns'], [8600, '8.6us'], [2_000_000, '2ms'], [1_234_567_890, '1.23456789s']])('%d ns is %s', (value, text) => {
    expect(durationText(value)).toBe(text);
  });

  test('are exact to the nanosecond', () => {
    fc.assert(fc.property(fc.nat({ max: 2 ** 31 * 1000 }), (value) => {
      expect(parseDuration(durationText(value))).toBe(BigInt(value));
    }));
  });
});

test('dragged edges become numbers of two digits', () => {
  expect([3.4, 12.3, 1_234_567, 987_654].map(tidyNanoseconds)).toEqual([3, 12, 1_200_000, 990_000]);
});

describe('the duration stage', () => {
  test('is added before hints and metrics functions', () => {
    expect(withDurationStage('{ .a = 1 } with(most_recent=true)', { minNanoseconds: 1e7 })).toBe('{ .a = 1 } | { duration >= 10ms } with(most_recent=true)');
    expect(withDurationStage('{ } | rate()', { maxNanoseconds: 1e9 })).toBe('{ } | { duration <= 1s } | rate()');
  });

  test('replaces the one before, and goes without bounds', () => {
    const once = withDurationStage('{ .a = 1 } | by(.k)', { minNanoseconds: 1e6, maxNanoseconds: 1e9 });
    expect(once).toBe('{ .a = 1 } | by(.k) | { duration >= 1ms && duration <= 1s }');
    expect(withDurationStage(once, { minNanoseconds: 2e6 })).toBe('{ .a = 1 } | by(.k) | { duration >= 2ms }');
    expect(withDurationStage(once, {})).toBe('{ .a = 1 } | by(.k)');
  });

  test('never touches the first filter', () => {
    expect(withDurationStage('{ duration >= 1ms }', {})).toBe('{ duration >= 1ms }');
  });
});
