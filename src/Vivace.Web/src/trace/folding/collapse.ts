import type { TraceModel } from '../model/TraceModel';

/** Which rows hide their children: a 1 per row. The functions answer a new array and leave the given one as it is. */
export type Collapsed = Uint8Array;

/** Whether the row has something to expand. */
export function isParent(model: TraceModel, row: number): boolean {
  return model.childCount[row]! > 0;
}

/** As a trace opens: everything is expanded but rows none of whose children are loaded. */
export function initiallyCollapsed(model: TraceModel): Collapsed {
  const collapsed = new Uint8Array(model.rowCount);
  if (model.window === null) return collapsed;
  for (let row = 0; row < model.rowCount; row++) {
    if (model.hasUnloadedChildren(row) && model.subtreeEnd[row] === row + 1) collapsed[row] = 1;
  }
  return collapsed;
}

export function setCollapsed(collapsed: Collapsed, row: number, value: boolean): Collapsed {
  const next = collapsed.slice();
  next[row] = value ? 1 : 0;
  return next;
}

/** Collapses or expands everything from `top` down (the whole trace for -1); a top itself stays open. */
export function collapseAll(model: TraceModel, collapsed: Collapsed, value: boolean, top = -1): Collapsed {
  const next = collapsed.slice();
  const [from, to] = top < 0 ? [0, model.rowCount] : [top + 1, model.subtreeEnd[top]!];
  for (let row = from; row < to; row++) next[row] = value && isParent(model, row) ? 1 : 0;
  return next;
}

/** Shows exactly `levels` levels: rows at the last one are collapsed, rows above it open, rows below it as they were. */
export function collapseToLevel(model: TraceModel, collapsed: Collapsed, levels: number): Collapsed {
  const next = collapsed.slice();
  for (let row = 0; row < model.rowCount; row++) {
    if (model.depth[row]! < levels - 1) next[row] = 0;
    else if (model.depth[row] === levels - 1) next[row] = isParent(model, row) ? 1 : 0;
  }
  return next;
}

/** Collapses the deepest level at which any shown row is open, or expands the first at which one is collapsed. */
export function oneLevel(model: TraceModel, collapsed: Collapsed, expand: boolean): Collapsed {
  let level = expand ? Infinity : -1;
  forShownParents(model, collapsed, (row) => {
    const depth = model.depth[row]!;
    if (expand && collapsed[row] === 1) level = Math.min(level, depth);
    if (!expand && collapsed[row] === 0) level = Math.max(level, depth);
  });
  if (level === Infinity || level === -1) return collapsed;
  const next = collapsed.slice();
  forShownParents(model, collapsed, (row) => {
    if (model.depth[row] === level) next[row] = expand ? 0 : 1;
  });
  return next;
}

/** Leaves only the row, its siblings and their ancestors: the siblings are collapsed, and so is all beside the ancestors. */
export function onlySiblings(model: TraceModel, collapsed: Collapsed, row: number): Collapsed {
  const next = collapsed.slice();
  for (let other = 0; other < model.rowCount; other++) next[other] = isParent(model, other) ? 1 : 0;
  for (let ancestor = model.parent[row]!; ancestor >= 0; ancestor = model.parent[ancestor]!) next[ancestor] = 0;
  return next;
}

/** Collapses or expands every row of the same service and name as the given one. */
export function likeThis(model: TraceModel, collapsed: Collapsed, row: number, value: boolean): Collapsed {
  const next = collapsed.slice();
  for (let other = 0; other < model.rowCount; other++) {
    if (model.service[other] === model.service[row] && model.name[other] === model.name[row]) {
      next[other] = value && isParent(model, other) ? 1 : 0;
    }
  }
  return next;
}

/** Opens the ancestors of all rows with a 1; answers the given array when all are open already. */
export function revealRows(model: TraceModel, collapsed: Collapsed, wanted: Uint8Array): Collapsed {
  let next: Collapsed | null = null;
  const inside = wanted.slice();
  for (let row = model.rowCount - 1; row >= 0; row--) {
    const parent = model.parent[row]!;
    if (inside[row] === 0 || parent < 0) continue;
    inside[parent] = 1;
    if (collapsed[parent] === 1) (next ??= collapsed.slice())[parent] = 0;
  }
  return next ?? collapsed;
}

/** Opens the ancestors of one row. */
export function revealRow(model: TraceModel, collapsed: Collapsed, row: number): Collapsed {
  let next: Collapsed | null = null;
  for (let ancestor = model.parent[row]!; ancestor >= 0; ancestor = model.parent[ancestor]!) {
    if (collapsed[ancestor] === 1) (next ??= collapsed.slice())[ancestor] = 0;
  }
  return next ?? collapsed;
}

function forShownParents(model: TraceModel, collapsed: Collapsed, visit: (row: number) => void): void {
  for (let row = 0; row < model.rowCount; ) {
    if (isParent(model, row)) visit(row);
    row = collapsed[row] === 1 ? model.subtreeEnd[row]! : row + 1;
  }
}
