import { StatusCode } from '../model/SpanFlag';
import type { TraceModel } from '../model/TraceModel';

/**
 * The failed span nearest the leaves: one without failed descendants; of several the one that ended first, because it
 * cannot be the consequence of the others. -1 when nothing failed.
 */
export function firstCause(model: TraceModel): number {
  const below = model.errorsBelow;
  let cause = -1;
  for (let row = 0; row < model.rowCount; row++) {
    if (model.status[row] !== StatusCode.error || below[row] !== 0) continue;
    if (cause < 0 || model.end(row) < model.end(cause)) cause = row;
  }
  return cause;
}

/** The next failed row after `row` (before it, going back), around the end; -1 when nothing failed. */
export function nextError(model: TraceModel, row: number, back: boolean): number {
  const { status, rowCount } = model;
  for (let step = 1; step <= rowCount; step++) {
    const at = (((back ? row - step : row + step) % rowCount) + rowCount) % rowCount;
    if (status[at] === StatusCode.error) return at;
  }
  return -1;
}
