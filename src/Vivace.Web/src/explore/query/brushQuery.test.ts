import { describe, expect, test } from 'vitest';
import { withSelectedDurations } from './brushQuery';

describe('durations selected in the chart', () => {
  test('become the duration row of the builder, rounded', () => {
    expect(withSelectedDurations('{ resource.service.name = "cart" && duration > 5s }', { minNanoseconds: 1_234_567, maxNanoseconds: 98_765_432 }))
      .toBe('{ resource.service.name = "cart" && duration >= 1.2ms && duration <= 99ms }');
  });

  test('become a stage where the builder cannot show the query, or its row is about traces', () => {
    expect(withSelectedDurations('{ .a = 1 } >> { .b = 2 }', { minNanoseconds: 1e9, maxNanoseconds: undefined })).toBe('{ .a = 1 } >> { .b = 2 } | { duration >= 1s }');
    expect(withSelectedDurations('{ traceDuration > 1s }', { minNanoseconds: 1e9, maxNanoseconds: undefined })).toBe('{ traceDuration > 1s } | { duration >= 1s }');
  });

  test('open at both ends leave the query alone', () => {
    expect(withSelectedDurations('{ .a   = 1 }', { minNanoseconds: undefined, maxNanoseconds: undefined })).toBe('{ .a   = 1 }');
  });
});
