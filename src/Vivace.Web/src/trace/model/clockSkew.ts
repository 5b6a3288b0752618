import { isAsync } from './isAsync';
import type { TraceModel } from './TraceModel';

/** Clocks of hosts in step differ by less than this, nanoseconds; nothing is said then. */
const tolerance = 100_000;

/**
 * Spans that seem to have begun before the call that caused them although another service made it: the clocks of the two
 * hosts differ. Spans that nobody waited for may lie anywhere after the start of their parent.
 */
export function skewedRows(model: TraceModel): number[] {
  const rows: number[] = [];
  for (let row = 0; row < model.rowCount; row++) {
    const parent = model.parent[row]!;
    if (parent < 0 || model.service[parent] === model.service[row]) continue;
    const early = model.start[parent]! - model.start[row]!;
    const late = isAsync(model, row) ? 0 : model.end(row) - model.end(parent);
    if (early > tolerance || late > tolerance) rows.push(row);
  }
  return rows;
}
