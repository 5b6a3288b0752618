import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeZone, formatZoneOffset, instantOf, isKnownZone, localFields, resolveZone, zoneNames, zoneOffsetMinutes, type LocalFields } from './zones';

const utc = (text: string) => Date.parse(text);
const fields = (text: string): LocalFields => {
  const [, year, month, day, hour, minute] = /^(\d+)-(\d+)-(\d+) (\d+):(\d+)$/.exec(text)!.map(Number);
  return { year: year!, month: month!, day: day!, hour: hour!, minute: minute!, second: 0, millisecond: 0 };
};

describe('zone offsets', () => {
  it.each([
    ['Europe/Berlin', '2026-01-15T12:00:00Z', 60],
    ['Europe/Berlin', '2026-07-15T12:00:00Z', 120],
    ['America/New_York', '2026-01-15T12:00:00Z', -300],
    ['Asia/Kolkata', '2026-01-15T12:00:00Z', 330],
    ['America/St_Johns', '2026-07-15T12:00:00Z', -150],
    ['Australia/Lord_Howe', '2026-01-15T12:00:00Z', 660],
    ['Australia/Lord_Howe', '2026-07-15T12:00:00Z', 630],
    ['Pacific/Kiritimati', '2026-01-15T12:00:00Z', 840],
    ['UTC', '2026-07-15T12:00:00Z', 0],
  ])('%s at %s is %d minutes ahead', (zone, at, minutes) => {
    expect(zoneOffsetMinutes(utc(at), zone)).toBe(minutes);
  });

  it('changes at the second when the clocks do', () => {
    expect(zoneOffsetMinutes(utc('2026-03-29T00:59:59.999Z'), 'Europe/Berlin')).toBe(60);
    expect(zoneOffsetMinutes(utc('2026-03-29T01:00:00Z'), 'Europe/Berlin')).toBe(120);
  });

  it('is written as people write it', () => {
    expect(formatZoneOffset(utc('2026-07-15T12:00:00Z'), 'Europe/Berlin')).toBe('UTC+2');
    expect(formatZoneOffset(utc('2026-07-15T12:00:00Z'), 'America/St_Johns')).toBe('UTC-2:30');
    expect(formatZoneOffset(0, 'UTC')).toBe('UTC');
    expect(describeZone('America/New_York', utc('2026-01-15T12:00:00Z'))).toBe('America/New York (UTC-5)');
    expect(describeZone('UTC', 0)).toBe('UTC');
  });
});

describe('the wall clock', () => {
  it('shows milliseconds, midnight as 0 hours, and instants before 1970', () => {
    expect(localFields(utc('2026-11-21T23:00:00.007Z'), 'Europe/Berlin')).toEqual({ year: 2026, month: 11, day: 22, hour: 0, minute: 0, second: 0, millisecond: 7 });
    expect(localFields(-1, 'UTC')).toEqual({ year: 1969, month: 12, day: 31, hour: 23, minute: 59, second: 59, millisecond: 999 });
  });

  it('reads a skipped hour as the hour after it', () => {
    // In Berlin 02:30 did not happen on 2026-03-29: 01:59 CET was followed by 03:00 CEST.
    expect(instantOf(fields('2026-3-29 2:30'), 'Europe/Berlin')).toBe(utc('2026-03-29T01:30:00Z'));
    expect(instantOf(fields('2026-3-29 1:59'), 'Europe/Berlin')).toBe(utc('2026-03-29T00:59:00Z'));
    expect(instantOf(fields('2026-3-29 3:00'), 'Europe/Berlin')).toBe(utc('2026-03-29T01:00:00Z'));
  });

  it('reads an hour that happens twice as the first of the two', () => {
    // In New York 01:30 happened twice on 2026-11-01, first in daylight saving time (UTC-4).
    expect(instantOf(fields('2026-11-1 1:30'), 'America/New_York')).toBe(utc('2026-11-01T05:30:00Z'));
    expect(instantOf(fields('2026-11-1 2:00'), 'America/New_York')).toBe(utc('2026-11-01T07:00:00Z'));
    expect(instantOf(fields('2026-10-25 2:30'), 'Europe/Berlin')).toBe(utc('2026-10-25T00:30:00Z'));
  });

  it('knows half-hour changes and a day that an island left out', () => {
    // Lord Howe sets its clocks by half an hour: 02:15 on 2026-10-04 did not happen.
    expect(instantOf(fields('2026-10-4 2:15'), 'Australia/Lord_Howe')).toBe(utc('2026-10-03T15:45:00Z'));
    // Samoa went from 2011-12-29 straight to 2011-12-31.
    expect(instantOf(fields('2011-12-31 0:00'), 'Pacific/Apia')).toBe(utc('2011-12-30T10:00:00Z'));
  });

  it('gives every instant back, but for the second pass of an hour that happens twice', () => {
    const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'America/St_Johns', 'Pacific/Apia', 'UTC'];
    const instants = fc.integer({ min: utc('1975-01-01T00:00:00Z'), max: utc('2060-01-01T00:00:00Z') });
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (instant, zone) => {
        const shown = localFields(instant, zone);
        const back = instantOf(shown, zone);
        expect(localFields(back, zone)).toEqual(shown);
        expect(back).toBeLessThanOrEqual(instant);
        expect(instant - back).toBeLessThanOrEqual(3_600_000);
      }),
    );
  });
});

describe('the names of zones', () => {
  it('lists UTC first and only once', () => {
    const names = zoneNames();
    expect(names[0]).toBe('UTC');
    expect(names.filter((name) => name === 'UTC')).toHaveLength(1);
    expect(names).toContain('Europe/Berlin');
  });

  it('falls back to UTC for a name that the browser does not know', () => {
    expect(isKnownZone('Mars/Olympus_Mons')).toBe(false);
    expect(resolveZone('Mars/Olympus_Mons')).toBe('UTC');
    expect(resolveZone('Asia/Tokyo')).toBe('Asia/Tokyo');
    expect(isKnownZone(resolveZone('browser'))).toBe(true);
  });
});
