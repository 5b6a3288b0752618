/** What a line of the waterfall stands for. */
export const EntryKind = {
  span: 0,
  /** A run of like siblings: the line stands for all of them, `row` is the first one. */
  group: 1,
  /** Spans of services that are not shown: `row` is the first one. */
  stub: 2,
} as const;

/** The lines of the waterfall from top to bottom. */
export interface Layout {
  readonly count: number;
  readonly kind: Uint8Array;
  readonly row: Int32Array;
  /** Level of indentation, from 0. */
  readonly level: Uint16Array;
  /** Members of a group, spans behind a stub, 1 for a span. */
  readonly spans: Int32Array;
}

/**
 * The line of a span's row, -1 when it has none. A group's line does not count as that of its first member, which
 * follows it when the group is open.
 */
export function entryOfRow(layout: Layout, row: number): number {
  const last = lastEntryUpTo(layout, row);
  return last >= 0 && layout.row[last] === row && layout.kind[last] === EntryKind.span ? last : -1;
}

/** The line that shows a row or that it is hidden in or behind: the last one that begins at or before it. */
export function lastEntryUpTo(layout: Layout, row: number): number {
  let low = 0;
  let high = layout.count - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (layout.row[middle]! <= row) low = middle + 1;
    else high = middle - 1;
  }
  return high;
}
