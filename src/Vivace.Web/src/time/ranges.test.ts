import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeRange } from './describeRange';
import { absolute, formatTimePoint, lastRange, now, parseTimePoint, pinRange, relative, resolveRange, shiftRange, toUnixSeconds, zoomOutRange } from './ranges';

const NOW = Date.parse('2026-11-22T13:00:00Z');
const HOUR = 3_600_000;
const berlin = { name: 'Europe/Berlin', clock: '24' } as const;

describe('one end of a range', () => {
  it('reads relative times, Unix milliseconds and ISO 8601', () => {
    expect(parseTimePoint('now')).toEqual(now);
    expect(parseTimePoint('now-15m')).toEqual(relative(15, 'm'));
    expect(parseTimePoint('now-0h')).toEqual(now);
    expect(parseTimePoint('1795352830443')).toEqual(absolute(1_795_352_830_443));
    expect(parseTimePoint('2026-11-22T14:00:00+01:00')).toEqual(absolute(NOW));
  });

  it.each(['', 'now-', 'now-5', 'now+5m', 'now-5w', '-5', '1e9', '2026-11-22', '999999999999999'])('refuses %j', (text) => {
    expect(parseTimePoint(text)).toBeNull();
  });

  it('comes back from its text', () => {
    const points = fc.oneof(
      fc.record({ amount: fc.integer({ min: 0, max: 999_999_999 }), unit: fc.constantFrom('s', 'm', 'h', 'd') }).map(({ amount, unit }) => relative(amount, unit)),
      fc.integer({ min: 0, max: 253_402_300_799_999 }).map(absolute),
    );
    fc.assert(
      fc.property(points, (point) => {
        expect(parseTimePoint(formatTimePoint(point))).toEqual(point);
      }),
    );
  });
});

describe('a range', () => {
  it('is asked for in whole seconds that lose nothing', () => {
    expect(toUnixSeconds({ fromMilliseconds: 1_999, toMilliseconds: 2_001 })).toEqual({ start: 1, end: 3 });
  });

  it('with its ends exchanged is put in order', () => {
    expect(resolveRange({ from: absolute(5), to: absolute(2) }, NOW)).toEqual({ fromMilliseconds: 2, toMilliseconds: 5 });
  });

  it('is pinned to what it means now', () => {
    expect(pinRange(lastRange(1, 'h'), NOW)).toEqual({ from: absolute(NOW - HOUR), to: absolute(NOW) });
  });

  it('moves back by half its length and keeps it', () => {
    expect(shiftRange(lastRange(1, 'h'), 'back', NOW)).toEqual({ from: absolute(NOW - 1.5 * HOUR), to: absolute(NOW - 0.5 * HOUR) });
  });

  it('moves forward up to now and no further', () => {
    const past = { from: absolute(NOW - 1.25 * HOUR), to: absolute(NOW - 0.25 * HOUR) };
    expect(shiftRange(past, 'forward', NOW)).toEqual({ from: absolute(NOW - HOUR), to: absolute(NOW) });
    const ahead = { from: absolute(NOW), to: absolute(NOW + HOUR) };
    expect(shiftRange(ahead, 'forward', NOW)).toEqual(ahead);
  });

  it('grows to twice its length and stays in the past', () => {
    expect(zoomOutRange(lastRange(1, 'h'), NOW)).toEqual({ from: absolute(NOW - 2 * HOUR), to: absolute(NOW) });
    const old = { from: absolute(NOW - 10 * HOUR), to: absolute(NOW - 8 * HOUR) };
    expect(zoomOutRange(old, NOW)).toEqual({ from: absolute(NOW - 11 * HOUR), to: absolute(NOW - 7 * HOUR) });
  });

  it('is described in words, with the date once where it is the same day', () => {
    expect(describeRange(lastRange(15, 'm'), berlin)).toBe('Last 15 minutes');
    expect(describeRange(lastRange(1, 'h'), berlin)).toBe('Last hour');
    expect(describeRange({ from: absolute(NOW - HOUR), to: absolute(NOW) }, berlin)).toBe('2026-11-22 13:00:00 – 14:00:00');
    expect(describeRange({ from: absolute(NOW - 24 * HOUR), to: absolute(NOW) }, berlin)).toBe('2026-11-21 14:00:00 – 2026-11-22 14:00:00');
    expect(describeRange({ from: relative(2, 'h'), to: relative(1, 'h') }, berlin)).toBe('2 hours ago – 1 hour ago');
    expect(describeRange({ from: absolute(NOW), to: now }, berlin)).toBe('2026-11-22 14:00:00 – now');
  });
});
