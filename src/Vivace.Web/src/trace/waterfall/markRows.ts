import { lastEntryUpTo, type Layout } from '../layout/Layout';
import { StatusCode } from '../model/SpanFlag';
import type { TraceModel } from '../model/TraceModel';

export interface Marks {
  /** Pixels from the top, ascending, each once. */
  readonly errors: readonly number[];
  readonly found: readonly number[];
}

/**
 * Where failed and found spans are, on a strip where each line has `lineHeight` pixels, which may be much less than one.
 * Hidden spans count where they are hidden.
 */
export function markRows(model: TraceModel, layout: Layout, found: Uint8Array | null, lineHeight: number): Marks {
  return {
    errors: positions(model, layout, lineHeight, (row) => model.status[row] === StatusCode.error),
    found: found === null ? [] : positions(model, layout, lineHeight, (row) => found[row] === 1),
  };
}

function positions(model: TraceModel, layout: Layout, lineHeight: number, marked: (row: number) => boolean): number[] {
  const pixels: number[] = [];
  if (layout.count === 0) return pixels;
  const first = layout.row[0]!;
  let entry = 0;
  let last = -1;
  for (let row = first; row < model.rowCount; row++) {
    if (!marked(row)) continue;
    if (entry + 1 < layout.count && layout.row[entry + 1]! <= row) entry = lastEntryUpTo(layout, row);
    const pixel = Math.floor((entry + 0.5) * lineHeight);
    if (pixel !== last) pixels.push(pixel);
    last = pixel;
  }
  return pixels;
}
