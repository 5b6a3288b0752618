import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAgo, formatInstant, formatTimeOfDay, parseInstant } from './instants';

const nano = (text: string, rest = 0n) => BigInt(Date.parse(text)) * 1_000_000n + rest;

describe('an instant', () => {
  it('is written to the nanosecond when asked', () => {
    expect(formatInstant(nano('2026-11-22T12:07:56.123Z', 456_789n), { zone: 'Europe/Berlin', precision: 'nanosecond' })).toBe('2026-11-22 13:07:56.123456789');
    expect(formatInstant(nano('2026-11-22T12:07:56.023Z'), { zone: 'UTC', precision: 'millisecond' })).toBe('2026-11-22 12:07:56.023');
    expect(formatInstant(nano('2026-11-22T12:07:56Z'), { zone: 'UTC', precision: 'minute' })).toBe('2026-11-22 12:07');
  });

  it('is written by the 12-hour clock with noon and midnight as 12', () => {
    const clock = (text: string) => formatTimeOfDay(nano(text), { zone: 'UTC', clock: '12', precision: 'minute' });
    expect(clock('2026-11-22T00:05:00Z')).toBe('12:05 AM');
    expect(clock('2026-11-22T12:05:00Z')).toBe('12:05 PM');
    expect(clock('2026-11-22T13:05:00Z')).toBe('1:05 PM');
  });

  it('before 1970 keeps a positive fraction', () => {
    expect(formatInstant(-1n, { zone: 'UTC', precision: 'nanosecond' })).toBe('1969-12-31 23:59:59.999999999');
  });

  it.each([
    ['2026-11-22', '2026-11-21T23:00:00.000Z'],
    ['2026-11-22 13:07', '2026-11-22T12:07:00.000Z'],
    ['2026-11-22T13:07:56.1', '2026-11-22T12:07:56.100Z'],
    ['2026-7-1 1:07 pm', '2026-07-01T11:07:00.000Z'],
    ['2026-11-22 12:00 AM', '2026-11-21T23:00:00.000Z'],
    ['2028-02-29 00:00', '2028-02-28T23:00:00.000Z'],
  ])('reads %s in Berlin', (text, expected) => {
    expect(new Date(parseInstant(text, 'Europe/Berlin')!).toISOString()).toBe(expected);
  });

  it.each(['', 'yesterday', '2026-13-01', '2026-02-29', '2026-11-22 24:00', '2026-11-22 13:60', '2026-11-22 0:30 am', '22.11.2026'])('refuses %j', (text) => {
    expect(parseInstant(text, 'Europe/Berlin')).toBeNull();
  });

  it('comes back from its own text in every clock', () => {
    // Whole hours of summer and winter; the hour that happens twice is the zone test's business.
    const instants = fc.integer({ min: 0, max: 4_000_000_000_000 });
    fc.assert(
      fc.property(instants, fc.constantFrom('12', '24'), (milliseconds, clock) => {
        const text = formatInstant(BigInt(milliseconds) * 1_000_000n, { zone: 'Asia/Kolkata', clock, precision: 'millisecond' });
        expect(parseInstant(text, 'Asia/Kolkata')).toBe(milliseconds);
      }),
    );
  });

  it('tells how long ago it was', () => {
    expect(formatAgo(0, 1_000)).toBe('just now');
    expect(formatAgo(0, 61_000)).toBe('61 seconds ago');
    expect(formatAgo(0, 3_600_000)).toBe('60 minutes ago');
    expect(formatAgo(0, 7_200_000)).toBe('2 hours ago');
    expect(formatAgo(120_000, 0)).toBe('in 2 minutes');
    expect(formatAgo(0, 259_200_000)).toBe('3 days ago');
  });
});
