import { instantOf, localFields, type LocalFields } from './zones';

export type Clock = '12' | '24';
export type Precision = 'minute' | 'second' | 'millisecond' | 'nanosecond';

export interface InstantFormat {
  /** An IANA zone name, from resolveZone. */
  zone: string;
  clock?: Clock;
  precision?: Precision;
}

const two = (value: number) => String(value).padStart(2, '0');

/** The date in a zone, as `2026-11-22`. */
export function formatDate(unixMilliseconds: number, zone: string): string {
  const { year, month, day } = localFields(unixMilliseconds, zone);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** The time of day in a zone, as `13:07:56.123` or `1:07:56.123 PM`. */
export function formatTimeOfDay(unixNano: bigint, { zone, clock = '24', precision = 'second' }: InstantFormat): string {
  const milliseconds = Number(floorDivide(unixNano, 1_000_000n));
  const fields = localFields(milliseconds, zone);
  const hour = clock === '24' ? two(fields.hour) : String(fields.hour % 12 === 0 ? 12 : fields.hour % 12);
  let text = `${hour}:${two(fields.minute)}`;
  if (precision !== 'minute') text += `:${two(fields.second)}`;
  if (precision === 'millisecond') text += `.${String(fields.millisecond).padStart(3, '0')}`;
  if (precision === 'nanosecond') text += `.${String(unixNano - floorDivide(unixNano, 1_000_000_000n) * 1_000_000_000n).padStart(9, '0')}`;
  return clock === '24' ? text : `${text} ${fields.hour < 12 ? 'AM' : 'PM'}`;
}

/** Date and time in a zone, as `2026-11-22 13:07:56.123`. The zone itself is printed beside it by the caller. */
export function formatInstant(unixNano: bigint, format: InstantFormat): string {
  const milliseconds = Number(floorDivide(unixNano, 1_000_000n));
  return `${formatDate(milliseconds, format.zone)} ${formatTimeOfDay(unixNano, format)}`;
}

/** How long ago something was, in the largest fitting unit: `12 seconds ago`, `in 3 minutes`. */
export function formatAgo(unixMilliseconds: number, nowMilliseconds: number): string {
  const seconds = Math.round((nowMilliseconds - unixMilliseconds) / 1_000);
  const size = Math.abs(seconds);
  if (size < 2) return 'just now';
  const [amount, unit] = size < 90 ? [size, 'second'] : size < 5_400 ? [Math.round(size / 60), 'minute'] : size < 129_600 ? [Math.round(size / 3_600), 'hour'] : [Math.round(size / 86_400), 'day'];
  const words = `${amount} ${unit}${amount === 1 ? '' : 's'}`;
  return seconds > 0 ? `${words} ago` : `in ${words}`;
}

const pattern = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?\s*([ap]m)?)?$/i;

/** Reads `2026-11-22`, `2026-11-22 13:07`, `2026-11-22 1:07:56.123 pm` in a zone. `null` when it is no such time. */
export function parseInstant(text: string, zone: string): number | null {
  const match = pattern.exec(text.trim());
  if (match === null) return null;
  const [, year = '', month = '', day = '', hour = '0', minute = '0', second = '0', fraction = '', half] = match;
  const fields: LocalFields = {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    millisecond: Number(fraction.padEnd(3, '0') || '0'),
  };
  if (half !== undefined) {
    if (fields.hour < 1 || fields.hour > 12) return null;
    fields.hour = (fields.hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  }
  const inRange = fields.hour < 24 && fields.minute < 60 && fields.second < 60 && isDate(fields);
  return inRange ? instantOf(fields, zone) : null;
}

function isDate({ year, month, day }: LocalFields): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

function floorDivide(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  return value < 0n && quotient * divisor !== value ? quotient - 1n : quotient;
}
