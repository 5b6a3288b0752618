const byteUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** Bytes in the largest unit that leaves at least 1, three significant digits: `1.21 GiB`. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return '–';
  let value = Math.abs(bytes);
  let unit = 0;
  while (value >= 1_023.5 && unit < byteUnits.length - 1) {
    value /= 1_024;
    unit++;
  }
  const digits = unit === 0 ? String(Math.round(value)) : significant(value);
  return `${bytes < 0 ? '-' : ''}${digits} ${byteUnits[unit]}`;
}

/** A whole number with separators: `1,234,567`. */
export function formatCount(count: number | bigint): string {
  return count.toLocaleString('en-US', { maximumFractionDigits: 0 });
}

/** A count where room is scarce: `12.3k`, `4.56M`. */
export function formatCompact(count: number): string {
  if (!Number.isFinite(count)) return '–';
  const size = Math.abs(count);
  if (size < 1_000) return Number.isInteger(count) ? String(count) : significant(count);
  for (const [limit, divisor, suffix] of [
    [999_500, 1e3, 'k'],
    [999_500_000, 1e6, 'M'],
    [999_500_000_000, 1e9, 'G'],
  ] as const) {
    if (size < limit) return `${significant(count / divisor)}${suffix}`;
  }
  return `${significant(count / 1e12)}T`;
}

/** Something per second: `0.4/s`, `12.3k/s`. */
export function formatRate(perSecond: number): string {
  return `${formatCompact(Math.abs(perSecond) < 0.005 ? 0 : perSecond)}/s`;
}

function significant(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
