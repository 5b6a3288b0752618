/** What a line of the waterfall stands for. */
export const EntryKind = {
  span: 0,
  /** A run of like siblings: the line stands for all of them, `row` is the first one. */
  group: 1,
  /** Spans of services that are not shown: `row` is the first one. */
  stub: 2,
  /** Children that are not loaded: `row` is the last row before them, the line above with a lower level their parent. */
  more: 3,
} as const;

/** The lines of the waterfall from top to bottom. */
export interface Layout {
  readonly count: number;
  readonly kind: Uint8Array;
  readonly row: Int32Array;
  /** Level of indentation, from 0. */
  readonly level: Uint16Array;
  /** Members of a group, spans behind a stub, children that are not loaded, 1 for a span. */
  readonly spans: Int32Array;
}

/** The line of a span's row, -1 when it has none. */
export function entryOfRow(layout: Layout, row: number): number {
  return entryOf(layout, EntryKind.span, row);
}

/** The line of this kind that begins with this row, -1 when there is none. Several lines can begin with one row. */
export function entryOf(layout: Layout, kind: number, row: number): number {
  for (let index = lastEntryUpTo(layout, row); index >= 0 && layout.row[index] === row; index--) {
    if (layout.kind[index] === kind) return index;
  }
  return -1;
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

/** The line that a line hangs below, -1 on the first level. */
export function parentEntry(layout: Layout, index: number): number {
  const level = layout.level[index]!;
  for (let above = index - 1; above >= 0; above--) if (layout.level[above]! < level) return above;
  return -1;
}
