import { describe, expect, it } from 'vitest';
import { directTrace } from '../testing/directTrace';
import { namesOf, rowOf, type TestSpan } from '../testing/traceBuilder';
import { EntryKind } from './layout/Layout';
import { activeIndex } from './state/moving';
import { createTraceStore, type TraceStore } from './traceStore';
import { applyUrl, viewInUrl } from './useTraceUrl';

const spans: TestSpan[] = [
  { id: 'root', start: 0, end: 1_000, service: 'web' },
  { id: 'auth', parent: 'root', start: 10, end: 60, service: 'auth' },
  { id: 'check', parent: 'auth', start: 20, end: 40, service: 'auth', attributes: { 'db.system': 'redis' } },
  { id: 'list', parent: 'root', start: 100, end: 900, service: 'cart' },
  ...Array.from({ length: 6 }, (_, at) => ({
    id: `q${at}`,
    parent: 'list',
    name: 'query',
    start: 110 + 100 * at,
    end: 200 + 100 * at,
    service: 'db',
    error: at === 4,
    attributes: { 'db.statement': `select ${at}` },
  })),
];

async function storeOf(list: readonly TestSpan[] = spans): Promise<TraceStore> {
  const { model, services } = await directTrace(list);
  return createTraceStore(model, services);
}

/** Lines as names, groups as "6x query", the active one in brackets. */
function shown(store: TraceStore): string[] {
  const state = store.getState();
  const active = activeIndex(state);
  return Array.from({ length: state.layout.count }, (_, at) => {
    const name = namesOf(state.model, [state.layout.row[at]!])[0]!;
    const text = state.layout.kind[at] === EntryKind.group ? `${state.layout.spans[at]}x ${name}` : name;
    return at === active ? `[${text}]` : text;
  });
}

const settled = async (store: TraceStore) => {
  for (let turn = 0; turn < 50; turn++) {
    await Promise.resolve();
    const { find, filter, loadingLine } = store.getState();
    if (!find.searching && !filter.running && loadingLine === null && turn > 20) return;
  }
};

describe('moving through the rows', () => {
  it('goes line by line and stops at the ends', async () => {
    const store = await storeOf();
    const { actions } = store.getState();
    actions.moveBy(1);
    expect(shown(store)).toEqual(['[root]', 'auth', 'check', 'list', '6x query']);
    actions.moveBy(2);
    expect(store.getState().selectedRow).toBe(rowOf(store.getState().model, 'check'));
    actions.moveBy(99);
    expect(shown(store).at(-1)).toBe('[6x query]');
    expect(store.getState().selectedRow).toBe(-1);
    actions.moveTo('first');
    expect(shown(store)[0]).toBe('[root]');
  });

  it('right opens and goes in, left closes and goes out', async () => {
    const store = await storeOf();
    const { actions } = store.getState();
    actions.moveTo('first');
    actions.goOut();
    expect(shown(store)).toEqual(['[root]']);
    actions.goOut();
    expect(shown(store)).toEqual(['[root]']);
    actions.goIn();
    expect(shown(store)).toHaveLength(5);
    actions.goIn();
    expect(shown(store)[1]).toBe('[auth]');
    actions.moveTo('last');
    actions.goIn();
    expect(shown(store)).toEqual(['root', 'auth', 'check', 'list', '[6x query]', ...Array.from({ length: 6 }, () => 'query')]);
    actions.goIn();
    expect(store.getState().active).toEqual({ kind: EntryKind.span, row: rowOf(store.getState().model, 'q0') });
    actions.goOut();
    actions.goOut();
    expect(shown(store).at(-1)).toBe('[6x query]');
  });

  it('keeps the active line when what holds it folds', async () => {
    const store = await storeOf();
    const { actions, model } = store.getState();
    actions.select(rowOf(model, 'check'));
    actions.collapseAll(true);
    expect(shown(store)).toEqual(['[root]']);
    expect(store.getState().selectedRow).toBe(rowOf(model, 'check'));
  });

  it('to a hidden span opens what hides it, also the root above', async () => {
    const store = await storeOf();
    const { actions, model } = store.getState();
    actions.collapseAll(true);
    actions.setRoot(rowOf(model, 'auth'));
    expect(shown(store)).toEqual(['auth']);
    actions.select(rowOf(model, 'q5'));
    expect(store.getState().rootRow).toBe(-1);
    expect(shown(store).at(-1)).toBe('[query]');
  });
});

describe('finding', () => {
  it('shows the first match, goes around, and opens what hides a match', async () => {
    const store = await storeOf();
    const { actions, model } = store.getState();
    actions.collapseAll(true);
    actions.setFind('db.statement="select 4"');
    await settled(store);
    expect(namesOf(model, store.getState().find.rows)).toEqual(['query']);
    expect(store.getState().find.current).toBe(0);
    expect(shown(store)).toContain('query');
    actions.goToMatch(false);
    expect(store.getState().selectedRow).toBe(rowOf(model, 'q4'));
  });

  it('finds names at once and says how many', async () => {
    const store = await storeOf();
    const { actions, model } = store.getState();
    actions.setFind('query');
    expect(store.getState().find.rows).toHaveLength(6);
    actions.goToMatch(false);
    actions.goToMatch(false);
    expect(store.getState().selectedRow).toBe(rowOf(model, 'q1'));
    actions.goToMatch(true);
    actions.goToMatch(true);
    expect(store.getState().selectedRow).toBe(rowOf(model, 'q5'));
    actions.setFind('');
    expect(store.getState().find.mask).toBeNull();
  });
});

describe('filtering', () => {
  it('by errors leaves them and their ancestors, or only them', async () => {
    const store = await storeOf();
    const { actions } = store.getState();
    actions.setErrorsOnly(true);
    expect(shown(store)).toEqual(['root', 'list', 'query']);
    actions.setDisplay('matches');
    expect(shown(store)).toEqual(['query']);
    actions.setDisplay('dim');
    expect(shown(store)).toHaveLength(5);
    actions.clearAll();
    expect(store.getState().matches).toBeNull();
  });

  it('by TraceQL shows what the server says, and its words when it refuses', async () => {
    const store = await storeOf();
    const { actions, model } = store.getState();
    actions.setFilter('{ name = "check" }');
    await settled(store);
    expect(shown(store)).toEqual(['root', 'auth', 'check']);
    expect(store.getState().filter.matched).toBe(1);
    actions.setFilter('{ wrong');
    await settled(store);
    expect(store.getState().filter.error).toBe('unknown filter { wrong');
    expect(shown(store)).toEqual(['root', 'auth', 'check']);
    actions.setFilter('');
    expect(shown(store)).toHaveLength(5);
    expect(model).toBe(store.getState().model);
  });

  it('by service leaves a stub, which opens', async () => {
    const store = await storeOf();
    const { actions, model } = store.getState();
    actions.setHiddenServices(new Set([model.services.indexOf('auth')]));
    expect(store.getState().layout.kind[1]).toBe(EntryKind.stub);
    expect(store.getState().layout.spans[1]).toBe(2);
    actions.open({ kind: EntryKind.stub, row: rowOf(model, 'auth') });
    expect(store.getState().hiddenServices.size).toBe(0);
  });

  it('by the critical path leaves the spans on it', async () => {
    const store = await storeOf();
    const { actions } = store.getState();
    actions.setCriticalPath({ shown: true, only: true });
    const { path } = store.getState().criticalPath.result!;
    expect(store.getState().matches).toBe(path!.onPath);
  });
});

describe('errors', () => {
  it('are gone through in order, and the one nearest the leaves is the first cause', async () => {
    const store = await storeOf(spans.map((span) => (span.id === 'list' ? { ...span, error: true } : span)));
    const { actions, model, firstCause } = store.getState();
    expect(firstCause).toBe(rowOf(model, 'q4'));
    actions.goToError(false);
    expect(store.getState().selectedRow).toBe(rowOf(model, 'list'));
    actions.goToError(false);
    expect(store.getState().selectedRow).toBe(rowOf(model, 'q4'));
    actions.goToError(false);
    expect(store.getState().selectedRow).toBe(rowOf(model, 'list'));
    actions.goToError(true);
    expect(store.getState().selectedRow).toBe(rowOf(model, 'q4'));
  });
});

describe('a trace that grows', () => {
  it('keeps selection, folds, filter and zoom, and marks what is new', async () => {
    const store = await storeOf(spans.filter((span) => span.id !== 'check'));
    const { actions } = store.getState();
    actions.select(rowOf(store.getState().model, 'list'));
    actions.toggle({ kind: EntryKind.span, row: rowOf(store.getState().model, 'list') });
    actions.setZoom({ from: 100, to: 500 });
    actions.setFind('auth');
    await settled(store);
    const grown = await directTrace(spans);
    actions.replaceModel(grown.model);
    const state = store.getState();
    expect(state.selectedRow).toBe(rowOf(grown.model, 'list'));
    expect(shown(store)).toEqual(['root', 'auth', 'check', '[list]']);
    expect([...state.newRows]).toEqual([rowOf(grown.model, 'check')]);
    expect(state.zoom).toEqual({ from: 100, to: 500 });
    expect(state.find.text).toBe('auth');
  });
});

describe('zooming', () => {
  it('by keys keeps the selected span in place and ends at the whole trace', async () => {
    const store = await storeOf();
    const { actions, model } = store.getState();
    actions.select(rowOf(model, 'auth'));
    actions.zoomBy(0.5);
    const { zoom } = store.getState();
    expect(zoom).toEqual({ from: 17.5, to: 517.5 });
    actions.zoomBy(100);
    expect(store.getState().zoom).toBeNull();
  });
});

describe('the view in the URL', () => {
  it('set in another tab gives the same view', async () => {
    const one = await storeOf();
    const { actions, model } = one.getState();
    actions.select(rowOf(model, 'q2'), { details: true });
    actions.setErrorsOnly(true);
    actions.setDisplay('dim');
    actions.setZoom({ from: 100, to: 700 });
    actions.setHiddenServices(new Set([model.services.indexOf('auth')]));
    actions.setColorBy({ type: 'kind' });
    actions.setCriticalPath({ shown: true, only: true });
    actions.setColumns(['span.db.statement']);
    actions.setFilter('{ name = "query" }');
    actions.setFind('que');
    await settled(one);
    const other = await storeOf();
    applyUrl(other, viewInUrl(one.getState()), true);
    await settled(other);
    expect(viewInUrl(other.getState())).toEqual(viewInUrl(one.getState()));
    expect(shown(other)).toEqual(shown(one));
  });
});
