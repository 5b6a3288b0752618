import type { MergedTree } from './compareTraces';

/** Rows on the screen: those whose ancestors are open and, on demand, only those that lead to a difference. */
export function visibleRows(tree: MergedTree, collapsed: ReadonlySet<number>, onlyDifferent: boolean): Int32Array {
  const rows: number[] = [];
  for (let row = 0; row < tree.rowCount; ) {
    if (onlyDifferent && tree.differencesWithin[row] === 0) {
      row = tree.subtreeEnd[row]!;
      continue;
    }
    rows.push(row);
    row = collapsed.has(row) ? tree.subtreeEnd[row]! : row + 1;
  }
  return Int32Array.from(rows);
}
