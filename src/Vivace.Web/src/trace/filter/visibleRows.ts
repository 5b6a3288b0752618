import type { TraceModel } from '../model/TraceModel';

/** What happens to spans that a filter does not match: ancestors of matches stay, all stay but dimmed, or none stays. */
export type FilterDisplay = 'context' | 'dim' | 'matches';

/** Rows to show for the rows that match: null for all of them. */
export function visibleRows(model: TraceModel, matches: Uint8Array | null, display: FilterDisplay): Uint8Array | null {
  if (matches === null || display === 'dim') return null;
  if (display === 'matches') return matches;
  const visible = matches.slice();
  for (let row = model.rowCount - 1; row >= 0; row--) {
    const parent = model.parent[row]!;
    if (visible[row] === 1 && parent >= 0) visible[parent] = 1;
  }
  return visible;
}

/** Rows that fulfil every mask; null when there is none to fulfil. */
export function bothMasks(first: Uint8Array | null, second: Uint8Array | null): Uint8Array | null {
  if (first === null) return second;
  if (second === null) return first;
  const both = new Uint8Array(first.length);
  for (let row = 0; row < both.length; row++) both[row] = first[row]! & second[row]!;
  return both;
}

export function countOnes(mask: Uint8Array): number {
  let count = 0;
  for (const one of mask) count += one;
  return count;
}
