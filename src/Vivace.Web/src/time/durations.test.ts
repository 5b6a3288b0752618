import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { formatDuration, formatTraceQLDuration, parseDuration, setDurationStyle } from './durations';

describe('a duration in milliseconds throughout', () => {
  afterEach(() => setDurationStyle('units'));

  it.each([
    [0, '0 ms'],
    [1_234, '0.001 ms'],
    [12_345_678, '12.346 ms'],
    [1_500_000_000, '1,500 ms'],
    [125_000_000_000, '125,000 ms'],
    [-2_000_000, '-2 ms'],
    [3_600_000_000_000, '1h'],
  ])('writes %d ns as %s', (nanoseconds, written) => {
    setDurationStyle('milliseconds');
    expect(formatDuration(nanoseconds)).toBe(written);
  });
});

describe('a duration for people', () => {
  it.each([
    [0, '0 ns'],
    [999, '999 ns'],
    [999.6, '1 µs'],
    [1_000, '1 µs'],
    [1_234, '1.23 µs'],
    [999_499, '999 µs'],
    [999_500, '1 ms'],
    [12_345_678, '12.3 ms'],
    [999_600_000, '1 s'],
    [1_500_000_000, '1.5 s'],
    [59_940_000_000, '59.9 s'],
    [59_960_000_000, '1m'],
    [125_000_000_000, '2m 5s'],
    [3_600_000_000_000, '1h'],
    [5_430_000_000_000, '1h 31m'],
    [90_000_000_000_000, '1d 1h'],
    [-1_500, '-1.5 µs'],
    [Number.NaN, '–'],
  ])('writes %d ns as %s', (nanoseconds, written) => {
    expect(formatDuration(nanoseconds)).toBe(written);
  });

  it('takes exact numbers too', () => {
    expect(formatDuration(86_400_000_000_000n)).toBe('1d');
  });
});

describe('a written duration', () => {
  it.each([
    ['100ms', 100_000_000n],
    ['1.5s', 1_500_000_000n],
    ['1h30m', 5_400_000_000_000n],
    ['1h 30m', 5_400_000_000_000n],
    ['2d', 172_800_000_000_000n],
    ['5µs', 5_000n],
    ['5us', 5_000n],
    ['0.0000000001s', 0n],
    [' 10ns ', 10n],
  ])('reads %s', (text, nanoseconds) => {
    expect(parseDuration(text)).toBe(nanoseconds);
  });

  it.each(['', '10', 'ms', '-5s', '1.s', '5 parsecs', '5s!', '1e3s'])('refuses %j', (text) => {
    expect(parseDuration(text)).toBeNull();
  });

  it('comes back exactly from its TraceQL spelling', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 63n }), (nanoseconds) => {
        expect(parseDuration(formatTraceQLDuration(nanoseconds))).toBe(nanoseconds);
      }),
    );
  });
});
