import type { ComparedField } from './comparedField';

/** A bar of a histogram: values from `from`, up to `to` and in the last bar including it. */
export interface NumberBin {
  readonly from: number;
  readonly to: number;
  readonly selection: number;
  readonly baseline: number;
}

/** More different numbers than this are a histogram instead of a bar each. */
const mostBars = 8;

const binCount = 12;

/**
 * The numbers of a field in bins of equal width, or of equal ratio where they reach over more than two powers of ten. `undefined` where
 * the values are no numbers, few, or not all listed.
 */
export function binsOf({ values, unlisted }: ComparedField): readonly NumberBin[] | undefined {
  const present = values.filter(({ value }) => value !== undefined);
  if (present.length <= mostBars || unlisted.selection + unlisted.baseline > 0) return undefined;
  if (!present.every(({ value }) => value!.type === 'int' || value!.type === 'float')) return undefined;
  const numbers = present.map((one) => ({ ...one, number: Number(one.value!.text) })).filter(({ number }) => Number.isFinite(number));
  const low = Math.min(...numbers.map(({ number }) => number));
  const high = Math.max(...numbers.map(({ number }) => number));
  if (low >= high) return undefined;
  const isRatio = low > 0 && high / low > 100;
  const at = (i: number) => (isRatio ? low * (high / low) ** (i / binCount) : low + ((high - low) * i) / binCount);
  const bins = Array.from({ length: binCount }, (_, i) => ({ from: at(i), to: at(i + 1), selection: 0, baseline: 0 }));
  for (const { number, selection, baseline } of numbers) {
    const place = isRatio ? Math.log(number / low) / Math.log(high / low) : (number - low) / (high - low);
    const bin = bins[Math.min(binCount - 1, Math.floor(place * binCount + 1e-9))]!;
    bin.selection += selection;
    bin.baseline += baseline;
  }
  return bins;
}

/** The condition that keeps the numbers of a bin. */
export function binCondition(field: string, { from, to }: NumberBin, isLast: boolean): string {
  return `${field} >= ${tidy(from)} && ${field} ${isLast ? '<=' : '<'} ${tidy(to)}`;
}

/** A bound with as many digits as tell it from its neighbours. */
export function tidy(value: number): string {
  return String(Number(value.toPrecision(6)));
}
