import { formatInstant, formatTimeOfDay, formatDate } from './instants';
import type { RelativeUnit, TimePoint, TimeRange } from './ranges';
import type { Zone } from './useZone';

const unitWords: Record<RelativeUnit, string> = { s: 'second', m: 'minute', h: 'hour', d: 'day' };

export function describeAmount(amount: number, unit: RelativeUnit): string {
  return `${amount} ${unitWords[unit]}${amount === 1 ? '' : 's'}`;
}

/** `Last 15 minutes`, `Last hour`. */
export function describeLast(amount: number, unit: RelativeUnit): string {
  return amount === 1 ? `Last ${unitWords[unit]}` : `Last ${describeAmount(amount, unit)}`;
}

const isNow = (point: TimePoint) => point.kind === 'relative' && point.amount === 0;
const nano = (milliseconds: number) => BigInt(milliseconds) * 1_000_000n;

/** A range in words: `Last 15 minutes`, or both instants, the date only once when it is the same day. */
export function describeRange(range: TimeRange, zone: Pick<Zone, 'name' | 'clock'>): string {
  if (range.from.kind === 'relative' && isNow(range.to)) {
    return range.from.amount === 0 ? 'Now' : describeLast(range.from.amount, range.from.unit);
  }
  const format = { zone: zone.name, clock: zone.clock, precision: 'second' } as const;
  const { from, to } = range;
  if (from.kind === 'absolute' && to.kind === 'absolute') {
    const start = formatInstant(nano(from.unixMilliseconds), format);
    const sameDay = formatDate(from.unixMilliseconds, zone.name) === formatDate(to.unixMilliseconds, zone.name);
    const end = sameDay ? formatTimeOfDay(nano(to.unixMilliseconds), format) : formatInstant(nano(to.unixMilliseconds), format);
    return `${start} – ${end}`;
  }
  return `${describePoint(from, zone)} – ${describePoint(to, zone)}`;
}

export function describePoint(point: TimePoint, zone: Pick<Zone, 'name' | 'clock'>): string {
  if (point.kind === 'absolute') return formatInstant(nano(point.unixMilliseconds), { zone: zone.name, clock: zone.clock, precision: 'second' });
  return point.amount === 0 ? 'now' : `${describeAmount(point.amount, point.unit)} ago`;
}
