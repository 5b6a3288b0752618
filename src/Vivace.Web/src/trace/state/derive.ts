import { StatusCode } from '../model/SpanFlag';
import { visibleRows, bothMasks } from '../filter/visibleRows';
import { siblingGroups } from '../folding/siblingGroups';
import { makeLayout } from '../layout/makeLayout';
import type { TraceModel } from '../model/TraceModel';
import type { ZoomRange } from '../zoom/zoomRange';
import type { TraceViewState } from './TraceViewState';

/** The state with what follows from its choices: which rows match, and the lines of the waterfall. */
export function derive(state: TraceViewState): TraceViewState {
  const { model } = state;
  const matches = bothMasks(
    bothMasks(state.filter.mask, state.errorsOnly ? errorMask(model) : null),
    state.criticalPath.only ? (state.criticalPath.result?.path?.onPath ?? null) : null,
  );
  const layout = makeLayout({
    model,
    collapsed: state.collapsed,
    groups: state.groupsOn ? siblingGroups(model) : null,
    openGroups: state.openGroups,
    visible: visibleRows(model, matches, state.display),
    hiddenServices: state.hiddenServices,
    rootRow: state.rootRow,
  });
  return { ...state, matches, layout };
}

const errorMasks = new WeakMap<TraceModel, Uint8Array>();

function errorMask(model: TraceModel): Uint8Array {
  let mask = errorMasks.get(model);
  if (mask === undefined) {
    mask = model.status.map((status) => (status === StatusCode.error ? 1 : 0));
    errorMasks.set(model, mask);
  }
  return mask;
}

/** The time that a subtree covers; the whole trace for -1. */
export function boundsOf(model: TraceModel, rootRow: number): ZoomRange {
  if (rootRow < 0) return { from: 0, to: Math.max(model.durationNano, 1) };
  let from = Infinity;
  let to = -Infinity;
  for (let row = rootRow; row < model.subtreeEnd[rootRow]!; row++) {
    from = Math.min(from, model.start[row]!);
    to = Math.max(to, model.end(row));
  }
  return { from, to: Math.max(to, from + 1) };
}
