import { describe, expect, it } from 'vitest';
import { formatBytes, formatCompact, formatCount, formatRate } from './formatNumbers';

describe('numbers for people', () => {
  it.each([
    [0, '0 B'],
    [1_023, '1023 B'],
    [1_024, '1 KiB'],
    [1_536, '1.5 KiB'],
    [1_048_575, '1 MiB'],
    [734_003_200, '700 MiB'],
    [1.5 * 2 ** 40, '1.5 TiB'],
    [Number.NaN, '–'],
  ])('%d bytes are %s', (bytes, written) => {
    expect(formatBytes(bytes)).toBe(written);
  });

  it.each([
    [0, '0'],
    [999, '999'],
    [0.4321, '0.432'],
    [1_234, '1.23k'],
    [999_499, '999k'],
    [999_600, '1M'],
    [12_345_678, '12.3M'],
    [2e12, '2T'],
  ])('%d is %s where room is scarce', (count, written) => {
    expect(formatCompact(count)).toBe(written);
  });

  it('separates thousands and shows idle as zero', () => {
    expect(formatCount(1_234_567n)).toBe('1,234,567');
    expect(formatRate(0.001)).toBe('0/s');
    expect(formatRate(12.5)).toBe('12.5/s');
  });
});
