import { describe, expect, test } from 'vitest';
import { ApiError } from '../../api/ApiError';
import { readSearchAnswer, readSearchEvent, type SearchEvent } from './searchEvents';
import type { SearchNews } from './runSearch';
import { doneShare, idleSearch, searchReducer, type SearchAction, type SearchRequest, type SearchState } from './searchState';

const request: SearchRequest = {
  query: '{ }', startSeconds: 0, endSeconds: 60, limit: 2, spansPerSpanset: 3, sort: { key: 'start', order: 'desc' }, fields: [],
};
const event = (json: unknown): SearchAction => ({ type: 'news', news: [readSearchEvent(json) as SearchNews], atMs: 5 });
const traces = (...ids: string[]) => event({ type: 'traces', traces: ids.map((traceID, i) => ({ traceID, startTimeUnixNano: String(100 - i) })) });
const start: SearchAction = { type: 'start', request, atMs: 1 };
const run = (...actions: SearchAction[]) => actions.reduce<SearchState>(searchReducer, idleSearch);
const shown = (state: SearchState) => state.results.traces.map((trace) => trace.traceId.at(-1));

describe('a search', () => {
  test('shows traces as they come, cut at the limit', () => {
    const state = run(start, traces('a'), traces('b', 'c'));
    expect(state.phase).toBe('running');
    expect(shown(state)).toHaveLength(2);
  });

  test('keeps the rows of the search before, marked, until it finds or ends', () => {
    const again = run(start, traces('a'), event({ type: 'done', metrics: {} }), start);
    expect([shown(again), again.isStale]).toEqual([['a'], true]);
    const found = searchReducer(again, traces('b'));
    expect([shown(found), found.isStale]).toEqual([['b'], false]);
    const nothing = searchReducer(again, event({ type: 'done', metrics: {} }));
    expect([shown(nothing), nothing.isStale, nothing.phase]).toEqual([[], false, 'done']);
  });

  test('that was stopped keeps its rows and how far it was', () => {
    const state = run(start, traces('a'), event({ type: 'progress', completedJobs: 37, totalJobs: 100 }), { type: 'stop', atMs: 9 }, traces('b'));
    expect([state.phase, shown(state), doneShare(state.progress), state.endedAtMs]).toEqual(['stopped', ['a'], 0.37, 9]);
  });

  test('that fails on its way keeps what came', () => {
    const state = run(start, traces('a'), { type: 'fail', error: new Error('too long'), atMs: 9 });
    expect(state).toMatchObject({ phase: 'failed', error: new Error('too long') });
    expect(shown(state)).toEqual(['a']);
  });

  test('that nobody answers leaves the rows before, marked; one that the server refuses does not', () => {
    const again = run(start, traces('a'), event({ type: 'done', metrics: {} }), start);
    const lost = searchReducer(again, { type: 'fail', error: new ApiError('gone', 0, null, '/'), atMs: 9 });
    expect([shown(lost), lost.isStale, lost.phase]).toEqual([['a'], true, 'failed']);
    const refused = searchReducer(again, { type: 'fail', error: new ApiError('no such field', 400, null, '/'), atMs: 9 });
    expect([shown(refused), refused.isStale]).toEqual([[], false]);
  });

  test('says that it is partial even when no warning told why', () => {
    expect(run(start, event({ type: 'done', partial: true, metrics: {} })).warnings).toHaveLength(1);
    const warned = run(start, event({ type: 'warning', code: 'limit', message: 'cut' }), event({ type: 'done', partial: true, metrics: {} }));
    expect(warned.warnings).toEqual([{ code: 'limit', message: 'cut' }]);
  });
});

describe('reading answers', () => {
  test('lines that say nothing to the page are passed over', () => {
    expect([{ type: 'meta' }, { type: 'later' }, null, 'x'].map(readSearchEvent)).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('a whole answer of another server becomes the same events', () => {
    const events: SearchEvent[] = readSearchAnswer({ traces: [{ traceID: 'a' }], status: 'PARTIAL', message: 'a block is damaged', metrics: { inspectedBytes: '15526', totalJobs: 2, completedJobs: 2 } });
    expect(events.map((one) => one.type)).toEqual(['traces', 'warning', 'done']);
    expect(events[2]).toMatchObject({ partial: true, progress: { inspectedBytes: 15526, totalJobs: 2 } });
  });
});
