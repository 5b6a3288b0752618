import type { ColumnReader } from './columns';
import type { SpanTableColumn } from './spanTableColumns';

export interface TableSort {
  readonly column: SpanTableColumn;
  readonly descending: boolean;
}

const collator = new Intl.Collator('en', { numeric: true });

/** Rows in the order of a column: numbers before texts, rows without a value last whichever way, ties in the order of the trace. */
export function sortRows(rows: Int32Array, reader: ColumnReader | undefined, descending: boolean): Int32Array {
  if (reader === undefined) return rows;
  const values = Array.from(rows, (row) => reader.sortValue(row));
  const sign = descending ? -1 : 1;
  const order = Array.from(rows.keys()).sort((a, b) => {
    const first = values[a]!;
    const second = values[b]!;
    if (first === null || second === null) return first === second ? a - b : first === null ? 1 : -1;
    return sign * compare(first, second) || a - b;
  });
  return Int32Array.from(order, (index) => rows[index]!);
}

function compare(a: number | string, b: number | string): number {
  if (typeof a === 'number') return typeof b === 'number' ? a - b : -1;
  return typeof b === 'number' ? 1 : a === b ? 0 : collator.compare(a, b);
}
