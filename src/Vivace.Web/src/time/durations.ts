const MICROSECOND = 1_000n;
const MILLISECOND = 1_000_000n;
const SECOND = 1_000_000_000n;
const MINUTE = 60n * SECOND;
const HOUR = 60n * MINUTE;
const DAY = 24n * HOUR;

/** The units of a written duration, longest first, in nanoseconds. */
export const durationUnits: ReadonlyArray<readonly [unit: string, nanoseconds: bigint]> = [
  ['d', DAY],
  ['h', HOUR],
  ['m', MINUTE],
  ['s', SECOND],
  ['ms', MILLISECOND],
  ['us', MICROSECOND],
  ['ns', 1n],
];

const unitNanoseconds = new Map<string, bigint>([...durationUnits, ['µs', MICROSECOND], ['μs', MICROSECOND]]);

/** `units`: the unit that fits, `1.23 s`; `milliseconds`: one unit for all up to an hour, to compare by eye, `1,234.568 ms`. */
export type DurationStyle = 'units' | 'milliseconds';

let durationStyle: DurationStyle = 'units';

/** How durations are written from now on, everywhere; a person's choice. */
export function setDurationStyle(style: DurationStyle): void {
  durationStyle = style;
}

/**
 * A duration for people: three significant digits below a minute (`1.23 ms`), two units above it (`2m 5s`).
 * Trailing zeros are left out, so equal numbers look equal. A person may want milliseconds throughout; see `setDurationStyle`.
 */
export function formatDuration(nanoseconds: number | bigint): string {
  const value = Number(nanoseconds);
  if (!Number.isFinite(value)) return '–';
  if (value < 0) return `-${formatDuration(-value)}`;
  if (durationStyle === 'milliseconds' && value < 3_600e9) return `${(value / 1e6).toLocaleString('en-US', { maximumFractionDigits: 3 })} ms`;
  if (value < 999.5) return `${Math.round(value)} ns`;
  if (value < 999_500) return `${threeDigits(value / 1e3)} µs`;
  if (value < 999_500_000) return `${threeDigits(value / 1e6)} ms`;
  if (value < 59_950_000_000) return `${threeDigits(value / 1e9)} s`;

  const seconds = Math.round(value / 1e9);
  if (seconds < 3_600) return twoUnits(Math.floor(seconds / 60), 'm', seconds % 60, 's');
  const minutes = Math.round(seconds / 60);
  if (minutes < 1_440) return twoUnits(Math.floor(minutes / 60), 'h', minutes % 60, 'm');
  const hours = Math.round(minutes / 60);
  return twoUnits(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

function threeDigits(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function twoUnits(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large}${largeUnit}` : `${large}${largeUnit} ${small}${smallUnit}`;
}

const part = /(\d+)(?:\.(\d+))?\s*(ns|us|µs|μs|ms|s|m|h|d)/gy;

/**
 * Reads a duration as TraceQL writes it: `100ms`, `1.5s`, `1h30m`. Spaces between parts are allowed.
 * The answer is exact; parts of a nanosecond are cut off. `null` when the text is not a duration.
 */
export function parseDuration(text: string): bigint | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  let total = 0n;
  part.lastIndex = 0;
  let position = 0;
  while (position < trimmed.length) {
    part.lastIndex = position;
    const match = part.exec(trimmed);
    if (match === null) return null;
    const [, whole = '0', fraction = '', unit = ''] = match;
    const size = unitNanoseconds.get(unit) ?? 0n;
    total += BigInt(whole) * size;
    if (fraction !== '') total += (BigInt(fraction) * size) / 10n ** BigInt(fraction.length);
    position = part.lastIndex;
    while (trimmed[position] === ' ') position++;
  }
  return total;
}

/** A duration in the shortest exact TraceQL spelling, such as `1500us`; parseDuration gives the same number back. */
export function formatTraceQLDuration(nanoseconds: bigint): string {
  for (const [unit, size] of durationUnits) {
    if (unit !== 'd' && nanoseconds >= size && nanoseconds % size === 0n) return `${nanoseconds / size}${unit}`;
  }
  return `${nanoseconds}ns`;
}
