import type { TraceModel } from '../../trace/model/TraceModel';

/** Rows of an outline; more would be a trace page. */
const mostRows = 60;

/**
 * The rows of an outline in the order of the trace: all of a small trace; of a large one those that the view is about, errors and the
 * longest, with everything above them.
 */
export function outlineRows(model: Pick<TraceModel, 'rowCount' | 'totalSpans' | 'parent' | 'duration' | 'isError'>, matched: Uint8Array | undefined, most = mostRows): { readonly rows: readonly number[]; readonly left: number } {
  const all = Array.from({ length: model.rowCount }, (_, row) => row);
  if (model.rowCount <= most) return { rows: all, left: model.totalSpans - model.rowCount };
  const weight = (row: number) => (matched?.[row] === 1 ? 2 : 0) + (model.isError(row) ? 1 : 0);
  const kept = new Set<number>();
  for (const row of all.sort((a, b) => weight(b) - weight(a) || model.duration[b]! - model.duration[a]! || a - b)) {
    const path: number[] = [];
    for (let up = row; up >= 0 && !kept.has(up); up = model.parent[up]!) path.push(up);
    if (kept.size + path.length > most) continue;
    for (const one of path) kept.add(one);
    if (kept.size === most) break;
  }
  return { rows: [...kept].sort((a, b) => a - b), left: model.totalSpans - kept.size };
}
