import { describe, expect, test } from 'vitest';
import { tidyNanoseconds, withDurationStage } from './durationFilter';

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
