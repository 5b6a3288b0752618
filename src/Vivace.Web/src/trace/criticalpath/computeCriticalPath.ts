import { isAsync } from '../model/isAsync';
import type { TraceModel } from '../model/TraceModel';
import type { CriticalPathResult, PathShare } from './CriticalPath';

interface Frame {
  readonly row: number;
  readonly from: number;
  /** Children by end, last first. */
  readonly children: readonly number[];
  /** Everything after this moment is explained. */
  cursor: number;
  next: number;
}

/**
 * The critical path of a span, or of the whole trace when `root` is -1.
 *
 * From the end backwards: the child that ended last before the moment looked at is what was waited for, then the one
 * that ended last before that child began, and so on; what is left between them is the span's own work. Children are
 * cut to their parent's time, because clocks differ a little; children that nobody waited for are left out.
 */
export function computeCriticalPath(model: TraceModel, root = -1): CriticalPathResult {
  if (model.rowCount === 0) return refused('The trace has no spans.');
  if (model.window !== null) {
    return refused('Only a part of this trace is loaded, so what was waited for is not known.');
  }
  const from = root < 0 ? 0 : model.start[root]!;
  const to = root < 0 ? model.durationNano : model.end(root);
  if (!(to > from)) return refused('The span took no measurable time.');

  const rows: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const add = (row: number, start: number, end: number) => {
    if (row < 0 || end <= start) return;
    rows.push(row);
    starts.push(start);
    ends.push(end);
  };

  const stack: Frame[] = [frame(model, root, from, to)];
  while (stack.length > 0) {
    const top = stack[stack.length - 1]!;
    const child = nextChild(model, top);
    if (child < 0) {
      add(top.row, top.from, top.cursor);
      stack.pop();
      continue;
    }
    const childEnd = Math.min(model.end(child), top.cursor);
    const childStart = Math.max(model.start[child]!, top.from);
    add(top.row, childEnd, top.cursor);
    top.cursor = childStart;
    stack.push(frame(model, child, childStart, childEnd));
  }

  const count = rows.length;
  const onPath = new Uint8Array(model.rowCount);
  const spent = new Map<number, number>();
  for (let step = 0; step < count; step++) {
    onPath[rows[step]!] = 1;
    spent.set(rows[step]!, (spent.get(rows[step]!) ?? 0) + ends[step]! - starts[step]!);
  }
  const byRow: PathShare[] = [...spent].map(([row, nanoseconds]) => ({ row, nanoseconds }));
  byRow.sort((a, b) => b.nanoseconds - a.nanoseconds || a.row - b.row);
  return {
    path: {
      count,
      row: Int32Array.from(rows.reverse()),
      from: Float64Array.from(starts.reverse()),
      to: Float64Array.from(ends.reverse()),
      duration: to - from,
      onPath,
      byRow,
    },
    reason: null,
  };
}

function refused(reason: string): CriticalPathResult {
  return { path: null, reason };
}

function frame(model: TraceModel, row: number, from: number, to: number): Frame {
  const all = row < 0 ? Array.from(model.roots) : model.children(row);
  const children = all.filter(
    (child) => model.start[child]! < to && model.end(child) > from && !(row >= 0 && isAsync(model, child)),
  );
  // Cut at the parent's end; of children that end together the longest was waited for.
  const end = (child: number) => Math.min(model.end(child), to);
  children.sort((a, b) => end(b) - end(a) || model.start[a]! - model.start[b]!);
  return { row, from, children, cursor: to, next: 0 };
}

/** The child that ended last at or before the cursor; children that overlap one already taken are passed over. */
function nextChild(model: TraceModel, top: Frame): number {
  while (top.next < top.children.length && top.cursor > top.from) {
    const child = top.children[top.next++]!;
    const firstLook = top.next === 1;
    if (firstLook || model.end(child) <= top.cursor) {
      if (model.start[child]! < top.cursor) return child;
    }
  }
  return -1;
}
