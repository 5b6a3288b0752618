import { boundsOf, derive } from './derive';
import { nothingFound, rowsOf } from './finding';
import { initiallyCollapsed } from '../folding/collapse';
import { firstCause } from '../errors/firstCause';
import type { TraceModel } from '../model/TraceModel';
import type { TraceViewState } from './TraceViewState';

/** Row in `next` of each row of `old`, -1 where the span is gone. */
export function mapRows(old: TraceModel, next: TraceModel): Int32Array {
  const map = new Int32Array(old.rowCount);
  for (let row = 0; row < old.rowCount; row++) map[row] = next.rowOfSpan(old.spanId(row));
  return map;
}

/**
 * The same view of a model that has grown: what was selected, folded and found stays so. `isNew` says whether rows that
 * were not there before are marked as just arrived.
 */
export function replaceModel(state: TraceViewState, next: TraceModel, isNew: boolean): TraceViewState {
  const map = mapRows(state.model, next);
  const moved = (row: number) => (row < 0 ? -1 : map[row]!);
  const movedMask = (mask: Uint8Array | null) => {
    if (mask === null) return null;
    const result = new Uint8Array(next.rowCount);
    for (let row = 0; row < mask.length; row++) if (mask[row] !== 0 && map[row]! >= 0) result[map[row]!] = 1;
    return result;
  };
  const movedSet = (rows: ReadonlySet<number>) => new Set([...rows].map(moved).filter((row) => row >= 0));
  const services = new Map(next.services.map((service, index) => [service, index]));

  const active = state.active === null || moved(state.active.row) < 0 ? null : { ...state.active, row: moved(state.active.row) };
  const rootRow = moved(state.rootRow);
  const findMask = movedMask(state.find.mask);
  return derive({
    ...state,
    model: next,
    active,
    selectedRow: moved(state.selectedRow),
    scroll: null,
    collapsed: movedCollapsed(state.collapsed, map, next),
    openGroups: movedSet(state.openGroups),
    hiddenServices: new Set(
      [...state.hiddenServices].flatMap((service) => services.get(state.model.services[service]!) ?? []),
    ),
    rootRow,
    bounds: boundsOf(next, rootRow),
    find: findMask === null ? nothingFound : { ...state.find, mask: findMask, rows: rowsOf(findMask), current: -1 },
    filter: { ...state.filter, mask: movedMask(state.filter.mask) },
    criticalPath: { ...state.criticalPath, root: moved(state.criticalPath.root), result: null },
    firstCause: firstCause(next),
    newRows: isNew ? addedRows(map, next, movedSet(state.newRows)) : movedSet(state.newRows),
  });
}

/** Rows that were there keep their fold; new ones open like those of a new trace. */
function movedCollapsed(collapsed: Uint8Array, map: Int32Array, next: TraceModel): Uint8Array {
  const result = initiallyCollapsed(next);
  for (let row = 0; row < map.length; row++) if (map[row]! >= 0) result[map[row]!] = collapsed[row]!;
  return result;
}

function addedRows(map: Int32Array, next: TraceModel, before: Set<number>): Set<number> {
  const known = new Uint8Array(next.rowCount);
  for (const row of map) if (row >= 0) known[row] = 1;
  for (let row = 0; row < next.rowCount; row++) if (known[row] === 0) before.add(row);
  return before;
}
