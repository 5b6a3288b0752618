/** The units of a relative time, as in `now-15m`. */
export type RelativeUnit = 's' | 'm' | 'h' | 'd';

/** One end of a range: relative to now, or a fixed instant in Unix milliseconds. */
export type TimePoint =
  | { readonly kind: 'relative'; readonly amount: number; readonly unit: RelativeUnit }
  | { readonly kind: 'absolute'; readonly unixMilliseconds: number };

export interface TimeRange {
  readonly from: TimePoint;
  readonly to: TimePoint;
}

/** A range resolved against a clock; both ends in Unix milliseconds. */
export interface ResolvedRange {
  readonly fromMilliseconds: number;
  readonly toMilliseconds: number;
}

const unitMilliseconds: Record<RelativeUnit, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

export const now: TimePoint = { kind: 'relative', amount: 0, unit: 's' };

export function relative(amount: number, unit: RelativeUnit): TimePoint {
  return amount === 0 ? now : { kind: 'relative', amount, unit };
}

export function absolute(unixMilliseconds: number): TimePoint {
  return { kind: 'absolute', unixMilliseconds };
}

export function lastRange(amount: number, unit: RelativeUnit): TimeRange {
  return { from: relative(amount, unit), to: now };
}

/** The ranges offered with one click. */
export const quickRanges: ReadonlyArray<readonly [amount: number, unit: RelativeUnit]> = [
  [5, 'm'],
  [15, 'm'],
  [30, 'm'],
  [1, 'h'],
  [3, 'h'],
  [6, 'h'],
  [12, 'h'],
  [24, 'h'],
  [2, 'd'],
  [7, 'd'],
];

/** The latest instant that a link may name: the end of the year 9999. */
const LAST_MILLISECOND = 253_402_300_799_999;

/** Reads `now`, `now-15m` or Unix milliseconds, and ISO 8601 with an offset. `null` when it is none of these. */
export function parseTimePoint(text: string): TimePoint | null {
  const match = /^now(?:-(\d{1,9})([smhd]))?$/.exec(text);
  if (match !== null) return match[1] === undefined ? now : relative(Number(match[1]), match[2] as RelativeUnit);
  if (/^\d{1,15}$/.test(text)) {
    const value = Number(text);
    return value <= LAST_MILLISECOND ? absolute(value) : null;
  }
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)) {
    const value = Date.parse(text);
    return Number.isFinite(value) && value >= 0 ? absolute(value) : null;
  }
  return null;
}

export function formatTimePoint(point: TimePoint): string {
  if (point.kind === 'absolute') return String(point.unixMilliseconds);
  return point.amount === 0 ? 'now' : `now-${point.amount}${point.unit}`;
}

export function resolvePoint(point: TimePoint, nowMilliseconds: number): number {
  if (point.kind === 'absolute') return point.unixMilliseconds;
  return nowMilliseconds - point.amount * unitMilliseconds[point.unit];
}

/** Both ends as instants. Ends in the wrong order are exchanged, so that a range is never negative. */
export function resolveRange(range: TimeRange, nowMilliseconds: number): ResolvedRange {
  const from = resolvePoint(range.from, nowMilliseconds);
  const to = resolvePoint(range.to, nowMilliseconds);
  return from <= to
    ? { fromMilliseconds: from, toMilliseconds: to }
    : { fromMilliseconds: to, toMilliseconds: from };
}

/** The range in the whole seconds that the query API takes; the end is rounded up so that nothing recent is lost. */
export function toUnixSeconds(range: ResolvedRange): { start: number; end: number } {
  return { start: Math.floor(range.fromMilliseconds / 1_000), end: Math.ceil(range.toMilliseconds / 1_000) };
}

/** The same range with fixed ends, for a pinned link. */
export function pinRange(range: TimeRange, nowMilliseconds: number): TimeRange {
  const { fromMilliseconds, toMilliseconds } = resolveRange(range, nowMilliseconds);
  return { from: absolute(Math.max(0, fromMilliseconds)), to: absolute(toMilliseconds) };
}

/** The range moved by half its length; a range that would pass now ends at now. */
export function shiftRange(range: TimeRange, direction: 'back' | 'forward', nowMilliseconds: number): TimeRange {
  const { fromMilliseconds, toMilliseconds } = resolveRange(range, nowMilliseconds);
  const length = toMilliseconds - fromMilliseconds;
  const step = Math.max(1, Math.round(length / 2));
  let from = direction === 'back' ? fromMilliseconds - step : fromMilliseconds + step;
  if (direction === 'forward') from = Math.max(fromMilliseconds, Math.min(from, nowMilliseconds - length));
  from = Math.max(0, from);
  return { from: absolute(from), to: absolute(from + length) };
}

/** The range grown to twice its length around its middle; the end does not pass now. */
export function zoomOutRange(range: TimeRange, nowMilliseconds: number): TimeRange {
  const { fromMilliseconds, toMilliseconds } = resolveRange(range, nowMilliseconds);
  const length = Math.max(1_000, toMilliseconds - fromMilliseconds);
  let from = fromMilliseconds - Math.round(length / 2);
  let to = toMilliseconds + Math.round(length / 2);
  if (to > nowMilliseconds && toMilliseconds <= nowMilliseconds) {
    from -= to - nowMilliseconds;
    to = nowMilliseconds;
  }
  return { from: absolute(Math.max(0, from)), to: absolute(to) };
}

export function sameRange(a: TimeRange, b: TimeRange): boolean {
  return formatTimePoint(a.from) === formatTimePoint(b.from) && formatTimePoint(a.to) === formatTimePoint(b.to);
}
