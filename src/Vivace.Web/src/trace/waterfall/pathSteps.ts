import type { CriticalPath } from '../criticalpath/CriticalPath';

interface StepsByRow {
  /** Steps of a row are `step[first[row]]` up to and without `step[first[row + 1]]`. */
  readonly first: Int32Array;
  readonly step: Int32Array;
}

const cache = new WeakMap<CriticalPath, StepsByRow>();

/** The numbers of the steps that a row has on the path, in order of time. */
export function stepsOfRow(path: CriticalPath, row: number): Int32Array {
  let steps = cache.get(path);
  if (steps === undefined) {
    steps = byRow(path);
    cache.set(path, steps);
  }
  return steps.step.subarray(steps.first[row]!, steps.first[row + 1]!);
}

function byRow(path: CriticalPath): StepsByRow {
  const first = new Int32Array(path.onPath.length + 1);
  for (const row of path.row) first[row + 1]!++;
  for (let row = 0; row < path.onPath.length; row++) first[row + 1]! += first[row]!;
  const next = first.slice();
  const step = new Int32Array(path.count);
  for (let index = 0; index < path.count; index++) step[next[path.row[index]!]!++] = index;
  return { first, step };
}
