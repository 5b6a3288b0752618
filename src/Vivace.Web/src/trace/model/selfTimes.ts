/**
 * Time of each span that none of its children covers. Rows are in depth-first order with children by start, so one pass
 * with a mark per parent does: how far its time is covered so far.
 */
export function selfTimes(parent: Int32Array, start: Float64Array, duration: Float64Array): Float64Array {
  const count = parent.length;
  const self = duration.slice();
  const coveredTo = start.slice();
  for (let row = 0; row < count; row++) {
    const above = parent[row]!;
    if (above < 0) continue;
    const from = Math.max(start[row]!, coveredTo[above]!);
    const to = Math.min(start[row]! + duration[row]!, start[above]! + duration[above]!);
    if (to <= from) continue;
    self[above]! -= to - from;
    coveredTo[above] = to;
  }
  return self;
}
