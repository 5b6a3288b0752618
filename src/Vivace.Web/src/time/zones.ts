/** A zone as people choose it: `browser`, `UTC` or an IANA name. */
export type ZoneChoice = string;

export interface LocalFields {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
}

/** The IANA name behind a choice; an unknown name falls back to UTC. */
export function resolveZone(choice: ZoneChoice): string {
  if (choice === 'browser') return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
  return isKnownZone(choice) ? choice : 'UTC';
}

export function isKnownZone(name: string): boolean {
  try {
    formatterOf(name);
    return true;
  } catch {
    return false;
  }
}

/** All zone names that the browser knows, UTC first. */
export function zoneNames(): string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC')];
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone: zone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(zone, formatter);
  }
  return formatter;
}

/** What the wall clock of a zone shows at an instant. */
export function localFields(unixMilliseconds: number, zone: string): LocalFields {
  const whole = Math.floor(unixMilliseconds / 1_000) * 1_000;
  const fields: Record<string, number> = {};
  let beforeChrist = false;
  for (const { type, value } of formatterOf(zone).formatToParts(whole)) {
    if (type === 'era') beforeChrist = value.startsWith('B');
    else fields[type] = Number(value);
  }
  const year = fields.year ?? 0;
  return {
    year: beforeChrist ? 1 - year : year,
    month: fields.month ?? 1,
    day: fields.day ?? 1,
    hour: fields.hour ?? 0,
    minute: fields.minute ?? 0,
    second: fields.second ?? 0,
    millisecond: unixMilliseconds - whole,
  };
}

function asIfUtc(fields: LocalFields): number {
  const date = new Date(0);
  date.setUTCFullYear(fields.year, fields.month - 1, fields.day);
  date.setUTCHours(fields.hour, fields.minute, fields.second, fields.millisecond);
  return date.getTime();
}

/** Minutes that the zone is ahead of UTC at an instant; negative to the west. */
export function zoneOffsetMinutes(unixMilliseconds: number, zone: string): number {
  return (asIfUtc(localFields(unixMilliseconds, zone)) - unixMilliseconds) / 60_000;
}

/**
 * The instant at which the wall clock of a zone shows the given fields. A time that happens twice (clocks set back)
 * is the first of the two; a time that is skipped (clocks set forward) is moved forward by the size of the gap.
 */
export function instantOf(fields: LocalFields, zone: string): number {
  const wall = asIfUtc(fields);
  const dayBefore = zoneOffsetMinutes(wall - 86_400_000, zone) * 60_000;
  const dayAfter = zoneOffsetMinutes(wall + 86_400_000, zone) * 60_000;
  const candidates = [wall - dayBefore, wall - dayAfter].filter((instant) => instant + zoneOffsetMinutes(instant, zone) * 60_000 === wall);
  return candidates.length > 0 ? Math.min(...candidates) : wall - dayBefore;
}

/** A zone with its offset, as lists show it: `Europe/Berlin (UTC+1)`. */
export function describeZone(zone: string, unixMilliseconds: number): string {
  const offset = formatZoneOffset(unixMilliseconds, zone);
  return offset === zone ? zone : `${zone.replaceAll('_', ' ')} (${offset})`;
}

/** The offset as people write it: `UTC`, `UTC+2`, `UTC-3:30`. */
export function formatZoneOffset(unixMilliseconds: number, zone: string): string {
  const minutes = Math.round(zoneOffsetMinutes(unixMilliseconds, zone));
  if (minutes === 0) return 'UTC';
  const sign = minutes < 0 ? '-' : '+';
  const hours = Math.floor(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  return rest === 0 ? `UTC${sign}${hours}` : `UTC${sign}${hours}:${String(rest).padStart(2, '0')}`;
}
