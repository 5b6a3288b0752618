import { selectRow } from './moving';
import type { FindState, TraceViewState } from './TraceViewState';

export const nothingFound: FindState = {
  text: '',
  mask: null,
  rows: new Int32Array(0),
  current: -1,
  searching: false,
  withAttributes: false,
  error: null,
};

/** Rows of a mask, in order. */
export function rowsOf(mask: Uint8Array): Int32Array {
  const rows: number[] = [];
  for (let row = 0; row < mask.length; row++) if (mask[row] !== 0) rows.push(row);
  return Int32Array.from(rows);
}

/** Place in sorted `rows` of the first entry at or after `row`; `rows.length` when all are before it. */
export function firstAtOrAfter(rows: Int32Array, row: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle]! < row) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Goes to the next match after the active row, or the one before it, around the ends. */
export function goToMatch(state: TraceViewState, back: boolean): TraceViewState {
  const { rows } = state.find;
  if (rows.length === 0) return state;
  const from = state.active?.row ?? -1;
  const at = back ? firstAtOrAfter(rows, from) - 1 : firstAtOrAfter(rows, from + 1);
  const current = (at + rows.length) % rows.length;
  return { ...selectRow(state, rows[current]!), find: { ...state.find, current } };
}
