import type { ColumnReader } from './columns';
import type { SpanTableColumn } from './spanTableColumns';

export interface TableSort {
  readonly column: SpanTableColumn;
  readonly descending: boolean;
}

const collator = new Intl.Collator('en', { numeric: true });

/** Kinds of values in the order in which they are sorted. */
const Kind = { number: 0, text: 1, none: 2 } as const;

/** Rows in the order of a column: numbers before texts, rows without a value last whichever way, ties in the order of the trace. */
export function sortRows(rows: Int32Array, reader: ColumnReader | undefined, descending: boolean): Int32Array {
  if (reader === undefined) return rows;
  const { kinds, keys } = sortKeys(Array.from(rows, (row) => reader.sortValue(row)));
  const sign = descending ? -1 : 1;
  const order = Uint32Array.from(rows.keys()).sort((a, b) => {
    const kind = kinds[a]! - kinds[b]!;
    if (kind !== 0) return kinds[a] === Kind.none || kinds[b] === Kind.none ? kind : sign * kind;
    return sign * (keys[a]! - keys[b]!) || a - b;
  });
  return Int32Array.from(order, (index) => rows[index]!);
}

/**
 * A number per value that sorts like the value among those of its kind. Texts get their places among the different texts: comparing by the
 * rules of a language is slow, and of many rows few texts differ.
 */
function sortKeys(values: readonly (number | string | null)[]): { kinds: Uint8Array; keys: Float64Array } {
  const texts = new Set<string>();
  for (const value of values) if (typeof value === 'string') texts.add(value);
  const places = new Map([...texts].sort(collator.compare).map((text, place) => [text, place]));
  const kinds = Uint8Array.from(values, (value) =>
    value === null ? Kind.none : typeof value === 'string' ? Kind.text : Kind.number,
  );
  const keys = Float64Array.from(values, (value) =>
    value === null ? 0 : typeof value === 'string' ? places.get(value)! : value,
  );
  return { kinds, keys };
}
