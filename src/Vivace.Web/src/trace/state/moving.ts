import { isParent, revealRow, setCollapsed } from '../folding/collapse';
import { openGroupsFor } from '../folding/openGroups';
import { siblingGroups } from '../folding/siblingGroups';
import { EntryKind, entryOf, entryOfRow, lastEntryUpTo, parentEntry, type Layout } from '../layout/Layout';
import { derive } from './derive';
import type { ActiveLine, ScrollRequest, TraceViewState } from './TraceViewState';

/** Place of the active line in the layout, -1 when there is none. */
export function activeIndex(state: Pick<TraceViewState, 'active' | 'layout'>): number {
  return state.active === null ? -1 : indexOfLine(state.layout, state.active);
}

/** Place of a line; when it is hidden, the line that it is hidden in. */
export function indexOfLine(layout: Layout, line: ActiveLine): number {
  const exact = entryOf(layout, line.kind, line.row);
  return exact >= 0 ? exact : lastEntryUpTo(layout, line.row);
}

export function lineAt(layout: Layout, index: number): ActiveLine {
  return { kind: layout.kind[index]!, row: layout.row[index]! };
}

/** Makes a line the active one and brings it into view. The details follow it when it is a span's. */
export function activate(state: TraceViewState, index: number, align: ScrollRequest['align'] = 'nearest'): TraceViewState {
  if (state.layout.count === 0) return state;
  const line = lineAt(state.layout, Math.min(Math.max(index, 0), state.layout.count - 1));
  const selectedRow = line.kind === EntryKind.span ? line.row : -1;
  return { ...state, active: line, selectedRow, scroll: { line, align } };
}

/** Moves the active line by so many lines; the first move goes to the first line. */
export function moveBy(state: TraceViewState, lines: number): TraceViewState {
  const index = activeIndex(state);
  return activate(state, index < 0 ? (lines < 0 ? state.layout.count - 1 : 0) : index + lines);
}

/** Right: expands what is collapsed, else goes to the first child. */
export function goIn(state: TraceViewState): TraceViewState {
  const index = activeIndex(state);
  if (index < 0) return activate(state, 0);
  const line = lineAt(state.layout, index);
  if (isCollapsedLine(state, line)) return toggleLine(state, line);
  const next = index + 1;
  const below = next < state.layout.count && state.layout.level[next]! > state.layout.level[index]!;
  return below ? activate(state, next) : state;
}

/** Left: collapses what is expanded, else goes to the parent. */
export function goOut(state: TraceViewState): TraceViewState {
  const index = activeIndex(state);
  if (index < 0) return activate(state, 0);
  const line = lineAt(state.layout, index);
  if (isExpandedLine(state, line)) return toggleLine(state, line);
  const above = parentEntry(state.layout, index);
  return above < 0 ? state : activate(state, above);
}

type Folds = Pick<TraceViewState, 'model' | 'collapsed' | 'openGroups'>;

export function isCollapsedLine(state: Folds, line: ActiveLine): boolean {
  if (line.kind === EntryKind.group) return !state.openGroups.has(line.row);
  if (line.kind === EntryKind.stub) return true;
  return line.kind === EntryKind.span && isParent(state.model, line.row) && state.collapsed[line.row] === 1;
}

export function isExpandedLine(state: Folds, line: ActiveLine): boolean {
  if (line.kind === EntryKind.group) return state.openGroups.has(line.row);
  return line.kind === EntryKind.span && isParent(state.model, line.row) && state.collapsed[line.row] === 0;
}

/** Opens or closes a line: the children of a span, the members of a group, or the spans of a cut service. */
export function toggleLine(state: TraceViewState, line: ActiveLine): TraceViewState {
  if (line.kind === EntryKind.group) {
    const openGroups = new Set(state.openGroups);
    if (!openGroups.delete(line.row)) openGroups.add(line.row);
    return derive({ ...state, openGroups });
  }
  if (line.kind === EntryKind.stub) {
    const hiddenServices = new Set(state.hiddenServices);
    hiddenServices.delete(state.model.service[line.row]!);
    return derive({ ...state, hiddenServices });
  }
  if (line.kind !== EntryKind.span || !isParent(state.model, line.row)) return state;
  return derive({ ...state, collapsed: setCollapsed(state.collapsed, line.row, state.collapsed[line.row] === 0) });
}

/** Selects a span's row and brings it into view, opening what hides it: ancestors, groups, another root. */
export function selectRow(state: TraceViewState, row: number, align: ScrollRequest['align'] = 'center'): TraceViewState {
  if (row < 0 || row >= state.model.rowCount) return { ...state, active: null, selectedRow: -1 };
  const next = reveal(state, row);
  const line = { kind: EntryKind.span, row };
  return { ...next, active: line, selectedRow: row, scroll: { line, align } };
}

/** Opens what hides a row, as far as filters allow. */
export function reveal(state: TraceViewState, row: number): TraceViewState {
  const { model } = state;
  const outside = state.rootRow >= 0 && (row < state.rootRow || row >= model.subtreeEnd[state.rootRow]!);
  const collapsed = revealRow(model, state.collapsed, row);
  const openGroups = state.groupsOn
    ? openGroupsFor(model, siblingGroups(model), state.openGroups, row)
    : state.openGroups;
  if (!outside && collapsed === state.collapsed && openGroups === state.openGroups) {
    if (entryOfRow(state.layout, row) >= 0) return state;
  }
  return derive({
    ...state,
    collapsed,
    openGroups,
    ...(outside ? { rootRow: -1, zoom: null, bounds: { from: 0, to: Math.max(model.durationNano, 1) } } : {}),
  });
}
