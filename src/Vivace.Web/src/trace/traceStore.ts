import { createStore, type StoreApi } from 'zustand';
import { byService, type ColorBy } from './colors/ColorBy';
import { rowColors } from './colors/RowColors';
import { computeCriticalPath } from './criticalpath/computeCriticalPath';
import { firstCause, nextError } from './errors/firstCause';
import { countOnes, type FilterDisplay } from './filter/visibleRows';
import { findInModel } from './find/findInModel';
import { needsAttributes, parseFind } from './find/parseFind';
import {
  collapseAll,
  collapseToLevel,
  likeThis,
  initiallyCollapsed,
  onlySiblings,
  oneLevel,
  type Collapsed,
} from './folding/collapse';
import { EntryKind, parentEntry } from './layout/Layout';
import type { TraceModel } from './model/TraceModel';
import type { TraceServices } from './model/TraceServices';
import { boundsOf, derive } from './state/derive';
import { firstAtOrAfter, goToMatch, nothingFound, rowsOf } from './state/finding';
import * as moving from './state/moving';
import { replaceModel } from './state/replaceModel';
import type { ActiveLine, ScrollRequest, TraceViewKind, TraceViewState } from './state/TraceViewState';
import { clampZoom, panBy, zoomAt, type ZoomRange } from './zoom/zoomRange';

export interface TraceActions {
  setView(view: TraceViewKind): void;
  /** Selects a span and brings it into view; -1 for none. */
  select(row: number, options?: { readonly details?: boolean; readonly align?: ScrollRequest['align'] }): void;
  setDetailsOpen(open: boolean): void;

  /** Makes a line of the waterfall the active one. */
  activate(index: number): void;
  moveBy(lines: number): void;
  moveTo(end: 'first' | 'last'): void;
  goIn(): void;
  goOut(): void;
  toggle(line: ActiveLine): void;

  collapseAll(value: boolean): void;
  collapseSubtree(row: number, value: boolean): void;
  oneLevel(expand: boolean): void;
  toLevel(levels: number): void;
  onlySiblings(row: number): void;
  likeThis(row: number, collapsed: boolean): void;
  setGroupsOn(on: boolean): void;
  setHiddenServices(services: ReadonlySet<number>): void;
  /** Makes a span the root of what is shown; -1 shows the whole trace again. */
  setRoot(row: number): void;
  /** Opens a line as a click on its expander or Enter does: unfolds, shows a cut service, loads what is missing. */
  open(line: ActiveLine): void;
  /** Loads more of the children of a row, or more roots for -1. */
  loadChildren(row: number, line: ActiveLine): Promise<void>;

  /** Shows a stretch of time; null shows all. */
  setZoom(zoom: ZoomRange | null): void;
  zoomBy(factor: number, at?: number): void;
  panBy(share: number): void;

  setFind(text: string): void;
  /** Searches the values of attributes as well, which have to be loaded for it. */
  findInAttributes(): void;
  goToMatch(back: boolean): void;

  /** Applies a TraceQL filter; empty for none. */
  setFilter(text: string): void;
  setDisplay(display: FilterDisplay): void;
  setErrorsOnly(on: boolean): void;
  goToError(back: boolean): void;
  clearAll(): void;

  setColorBy(by: ColorBy): void;
  setColumns(columns: readonly string[]): void;
  setCriticalPath(change: { readonly shown?: boolean; readonly only?: boolean; readonly root?: number }): void;
  /** A new model of the same trace: more spans have come. */
  replaceModel(model: TraceModel): void;
}

export type TraceStoreState = TraceViewState & { readonly actions: TraceActions };
export type TraceStore = StoreApi<TraceStoreState>;

/** Traces up to this size have their attributes searched for words without being asked. */
const searchAttributesUpTo = 5_000;

/** The state of one trace's page. What comes from the worker or the server is put in when it arrives; the last wish wins. */
export function createTraceStore(model: TraceModel, services: TraceServices): TraceStore {
  return createStore<TraceStoreState>((set, get) => {
    const change = (next: (state: TraceViewState) => TraceViewState) => set((state) => next(state));
    const fold = (next: (state: TraceViewState) => Collapsed) =>
      change((state) => keepActiveInView(state, derive({ ...state, collapsed: next(state) })));
    const latest = { find: new AbortController(), filter: new AbortController(), colors: new AbortController() };
    const restart = (what: keyof typeof latest) => {
      latest[what].abort();
      return (latest[what] = new AbortController()).signal;
    };

    const runFind = (text: string, askAttributes: boolean) => {
      const signal = restart('find');
      const { model: searched } = get();
      const terms = parseFind(text);
      if (terms.length === 0) {
        set({ find: { ...nothingFound, text } });
        return;
      }
      const withAttributes = askAttributes || needsAttributes(terms) || searched.totalSpans <= searchAttributesUpTo;
      const show = (mask: Uint8Array, searching: boolean) => {
        const rows = rowsOf(mask);
        change((state) => showFirstMatch({ ...state, find: { text, mask, rows, current: -1, searching, withAttributes, error: null } }));
      };
      // What the model can answer is there at once; attributes follow.
      show(findInModel(searched, terms, null), withAttributes);
      if (!withAttributes) return;
      services.find(text, true, signal).then(
        (mask) => {
          if (!signal.aborted && get().model === searched) show(mask, false);
        },
        (error: unknown) => {
          if (!signal.aborted) change((state) => ({ ...state, find: { ...state.find, searching: false, error: sentence(error) } }));
        },
      );
    };

    const runFilter = (text: string) => {
      const signal = restart('filter');
      if (text.trim() === '') {
        change((state) => keepActiveInView(state, derive({ ...state, filter: noFilter })));
        return;
      }
      set((state) => ({ filter: { ...state.filter, text, running: true, error: null } }));
      const { model: filtered } = get();
      services.match(text, signal).then(
        (mask) => {
          if (signal.aborted) return;
          if (get().model !== filtered) return runFilter(text);
          const filter = { text, mask, matched: countOnes(mask), running: false, error: null };
          return change((state) => keepActiveInView(state, derive({ ...state, filter })));
        },
        (error: unknown) => {
          if (!signal.aborted) set((state) => ({ filter: { ...state.filter, running: false, error: sentence(error) } }));
        },
      );
    };

    const computePath = (state: TraceViewState): TraceViewState => {
      const { shown, only, root, result } = state.criticalPath;
      if (!(shown || only) || result !== null) return state;
      return { ...state, criticalPath: { ...state.criticalPath, result: computeCriticalPath(state.model, root) } };
    };

    const loadColors = (by: ColorBy) => {
      const signal = restart('colors');
      const { model: colored } = get();
      set({ colors: rowColors(colored, by, null) });
      if (by.type !== 'attribute') return;
      services.attributes.column(by.key, signal).then(
        (column) => {
          if (!signal.aborted && get().model === colored) set({ colors: rowColors(colored, by, column) });
        },
        () => {
          if (!signal.aborted) set({ colors: rowColors(colored, byService, null) });
        },
      );
    };

    /** A span that was just unfolded may have none of its children here. */
    const loadIfEmpty = (line = get().active) => {
      const { model: here, collapsed } = get();
      if (line === null || line.kind !== EntryKind.span || collapsed[line.row] === 1) return;
      if (here.hasUnloadedChildren(line.row) && here.subtreeEnd[line.row] === line.row + 1) {
        void actions.loadChildren(line.row, line);
      }
    };

    const actions: TraceActions = {
      setView: (view) => set({ view }),
      select: (row, { details, align } = {}) =>
        change((state) => {
          const next = moving.selectRow(state, row, align);
          return details === undefined ? next : { ...next, detailsOpen: details };
        }),
      setDetailsOpen: (detailsOpen) => set({ detailsOpen }),

      activate: (index) => change((state) => moving.activate(state, index)),
      moveBy: (lines) => change((state) => moving.moveBy(state, lines)),
      moveTo: (end) => change((state) => moving.activate(state, end === 'first' ? 0 : state.layout.count - 1)),
      goIn: () => {
        change(moving.goIn);
        loadIfEmpty();
      },
      goOut: () => change(moving.goOut),
      toggle: (line) => {
        change((state) => keepActiveInView(state, moving.toggleLine(state, line)));
        loadIfEmpty(line);
      },
      open: (line) => {
        if (line.kind !== EntryKind.more) return actions.toggle(line);
        const { layout } = get();
        const above = parentEntry(layout, moving.indexOfLine(layout, line));
        return void actions.loadChildren(above < 0 ? -1 : layout.row[above]!, line);
      },

      collapseAll: (value) => fold((state) => collapseAll(state.model, state.collapsed, value, state.rootRow)),
      collapseSubtree: (row, value) => fold((state) => collapseAll(state.model, state.collapsed, value, row)),
      oneLevel: (expand) => fold((state) => oneLevel(state.model, state.collapsed, expand)),
      toLevel: (levels) => fold((state) => collapseToLevel(state.model, state.collapsed, levels)),
      onlySiblings: (row) => fold((state) => onlySiblings(state.model, state.collapsed, row)),
      likeThis: (row, value) => fold((state) => likeThis(state.model, state.collapsed, row, value)),
      setGroupsOn: (groupsOn) => change((state) => keepActiveInView(state, derive({ ...state, groupsOn }))),
      setHiddenServices: (hiddenServices) => change((state) => keepActiveInView(state, derive({ ...state, hiddenServices }))),
      setRoot: (row) =>
        change((state) =>
          keepActiveInView(state, derive({ ...state, rootRow: row, bounds: boundsOf(state.model, row), zoom: null })),
        ),
      loadChildren: async (row, line) => {
        if (get().loadingLine !== null) return;
        set({ loadingLine: line, loadError: null });
        try {
          const next = await services.loadChildren(get().model, row);
          change((state) => computePath(replaceModel(state, next, false)));
        } catch (error) {
          set({ loadError: sentence(error) });
        } finally {
          set({ loadingLine: null });
        }
      },

      setZoom: (zoom) => change((state) => withZoom(state, zoom)),
      zoomBy: (factor, at) =>
        change((state) => {
          const seen = state.zoom ?? state.bounds;
          return withZoom(state, zoomAt(seen, at ?? zoomCentre(state, seen), factor, state.model.durationNano));
        }),
      panBy: (share) =>
        change((state) => (state.zoom === null ? state : withZoom(state, panBy(state.zoom, share, state.model.durationNano)))),

      setFind: (text) => runFind(text, false),
      findInAttributes: () => runFind(get().find.text, true),
      goToMatch: (back) => change((state) => goToMatch(state, back)),

      setFilter: runFilter,
      setDisplay: (display) => change((state) => keepActiveInView(state, derive({ ...state, display }))),
      setErrorsOnly: (errorsOnly) => change((state) => keepActiveInView(state, derive({ ...state, errorsOnly }))),
      goToError: (back) =>
        change((state) => {
          const row = nextError(state.model, state.active?.row ?? -1, back);
          return row < 0 ? state : moving.selectRow(state, row);
        }),
      clearAll: () => {
        restart('find');
        restart('filter');
        change((state) =>
          keepActiveInView(
            state,
            derive({
              ...state,
              find: nothingFound,
              filter: noFilter,
              errorsOnly: false,
              hiddenServices: new Set(),
              criticalPath: { ...state.criticalPath, only: false },
            }),
          ),
        );
      },

      setColorBy: loadColors,
      setColumns: (columns) => set({ columns }),
      setCriticalPath: ({ shown, only, root }) =>
        change((state) => {
          const before = state.criticalPath;
          const wanted = {
            shown: shown ?? before.shown,
            only: only ?? before.only,
            root: root ?? before.root,
            result: root === undefined || root === before.root ? before.result : null,
          };
          return keepActiveInView(state, derive(computePath({ ...state, criticalPath: wanted })));
        }),
      replaceModel: (next) => {
        change((state) => computePath(replaceModel(state, next, true)));
        const { find, filter, colors } = get();
        if (find.text !== '') runFind(find.text, find.withAttributes);
        if (filter.text !== '') runFilter(filter.text);
        loadColors(colors.by);
      },
    };

    const start: TraceViewState = {
      model,
      services,
      view: 'waterfall',
      active: null,
      selectedRow: -1,
      detailsOpen: false,
      scroll: null,
      collapsed: initiallyCollapsed(model),
      groupsOn: true,
      openGroups: new Set(),
      hiddenServices: new Set(),
      rootRow: -1,
      layout: { count: 0, kind: new Uint8Array(0), row: new Int32Array(0), level: new Uint16Array(0), spans: new Int32Array(0) },
      bounds: boundsOf(model, -1),
      zoom: null,
      find: nothingFound,
      filter: noFilter,
      errorsOnly: false,
      display: 'context',
      matches: null,
      colors: rowColors(model, byService, null),
      criticalPath: { shown: false, only: false, root: -1, result: null },
      firstCause: firstCause(model),
      columns: [],
      loadingLine: null,
      loadError: null,
      newRows: new Set(),
    };
    return { ...derive(start), actions };
  });
}

const noFilter = { text: '', mask: null, matched: 0, running: false, error: null };

function withZoom(state: TraceViewState, zoom: ZoomRange | null): TraceViewState {
  if (zoom === null) return { ...state, zoom: null };
  const inside = clampZoom(zoom, state.model.durationNano);
  const all = inside.from <= state.bounds.from && inside.to >= state.bounds.to;
  return { ...state, zoom: all ? null : inside };
}

/** Keys zoom around the active span when it is in sight, else around the middle. */
function zoomCentre(state: TraceViewState, seen: ZoomRange): number {
  const row = state.active?.row ?? -1;
  if (row >= 0) {
    const middle = state.model.start[row]! + state.model.duration[row]! / 2;
    if (middle >= seen.from && middle <= seen.to) return middle;
  }
  return (seen.from + seen.to) / 2;
}

/** When lines have come or gone, the active line, or the one that it is hidden in, stays in view. */
function keepActiveInView(before: TraceViewState, state: TraceViewState): TraceViewState {
  if (state.active === null || state.layout.count === 0 || state.layout.count === before.layout.count) return state;
  const index = Math.max(moving.indexOfLine(state.layout, state.active), 0);
  return { ...state, scroll: { line: moving.lineAt(state.layout, index), align: 'nearest' } };
}

/** Brings the first match at or after the active row into view; what is selected stays so. */
function showFirstMatch(state: TraceViewState): TraceViewState {
  const { rows } = state.find;
  if (rows.length === 0) return state;
  const at = firstAtOrAfter(rows, state.active?.row ?? 0);
  const current = at % rows.length;
  const row = rows[current]!;
  const opened = moving.reveal(state, row);
  return { ...opened, find: { ...state.find, current }, scroll: { line: { kind: 0, row }, align: 'nearest' } };
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
