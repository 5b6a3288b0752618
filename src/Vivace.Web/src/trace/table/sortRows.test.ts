import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ColumnReader } from './columns';
import { sortRows } from './sortRows';

const collator = new Intl.Collator('en', { numeric: true });
type Value = number | string | null;

function readerOf(values: readonly Value[]): ColumnReader {
  const text = (row: number) => String(values[row] ?? '');
  return {
    isNumber: false,
    isMono: false,
    hasColor: false,
    width: '',
    text,
    tone: () => undefined,
    sortValue: (row) => values[row]!,
    csv: text,
  };
}

/** The definition, without any haste: no value last, numbers before texts, ties as they were. */
function plainSort(values: readonly Value[], descending: boolean): number[] {
  const kind = (value: Value) => (value === null ? 2 : typeof value === 'string' ? 1 : 0);
  const sign = descending ? -1 : 1;
  return [...values.keys()].sort((a, b) => {
    const [first, second] = [values[a]!, values[b]!];
    if (first === null || second === null) return kind(first) - kind(second) || a - b;
    if (kind(first) !== kind(second)) return sign * (kind(first) - kind(second));
    return (
      sign * (typeof first === 'string' ? collator.compare(first, second as string) : first - (second as number)) ||
      a - b
    );
  });
}

it('sorts as the plain definition does', () => {
  const value = fc.oneof(
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom('a', 'b10', 'b9', ''),
    fc.constant(null),
  );
  fc.assert(
    fc.property(fc.array(value), fc.boolean(), (values, descending) => {
      const rows = Int32Array.from(values.keys());
      expect([...sortRows(rows, readerOf(values), descending)]).toEqual(plainSort(values, descending));
    }),
  );
});

it('leaves rows alone without a column', () => {
  expect([...sortRows(Int32Array.of(2, 0, 1), undefined, true)]).toEqual([2, 0, 1]);
});
