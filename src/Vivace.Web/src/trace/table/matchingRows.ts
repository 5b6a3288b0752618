import type { TraceModel } from '../model/TraceModel';

/** The rows that the filter wants, in order; all of them when there is none. */
export function matchingRows(model: TraceModel, matches: Uint8Array | null): Int32Array {
  const rows = new Int32Array(model.rowCount);
  let count = 0;
  for (let row = 0; row < model.rowCount; row++) if (matches === null || matches[row] === 1) rows[count++] = row;
  return rows.subarray(0, count);
}
