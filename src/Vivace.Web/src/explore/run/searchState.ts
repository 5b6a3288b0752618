import { ApiError } from '../../api/ApiError';
import { emptyResults, mergeTraces, type ResultSet } from '../results/resultSet';
import type { ServerSort } from '../results/sortOrder';
import type { SearchNews } from './runSearch';
import type { SearchProgress, SearchWarning } from './searchEvents';

/** What is asked. */
export interface SearchRequest {
  readonly query: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly limit: number;
  readonly spansPerSpanset: number;
  readonly sort: ServerSort;
  /** Fields to select for columns. */
  readonly fields: readonly string[];
}

/** Where a search stands. */
export type SearchPhase = 'idle' | 'running' | 'done' | 'stopped' | 'failed';

/** Everything that a page shows of a search. */
export interface SearchState {
  readonly phase: SearchPhase;
  readonly request: SearchRequest | undefined;
  readonly results: ResultSet;
  /** Rows are of the search before; the present one has not found anything yet. */
  readonly isStale: boolean;
  readonly progress: SearchProgress | undefined;
  readonly warnings: readonly SearchWarning[];
  /** What was thrown: an ApiError when the server said it. */
  readonly error: Error | undefined;
  readonly startedAtMs: number;
  readonly endedAtMs: number | undefined;
}

/** What changes it. */
export type SearchAction =
  | { readonly type: 'start'; readonly request: SearchRequest; readonly atMs: number }
  | { readonly type: 'news'; readonly news: readonly SearchNews[]; readonly atMs: number }
  | { readonly type: 'stop'; readonly atMs: number }
  | { readonly type: 'fail'; readonly error: Error; readonly atMs: number };

/** Before the first search. */
export const idleSearch: SearchState = {
  phase: 'idle',
  request: undefined,
  results: emptyResults({ key: 'start', order: 'desc' }, 0),
  isStale: false,
  progress: undefined,
  warnings: [],
  error: undefined,
  startedAtMs: 0,
  endedAtMs: undefined,
};

/** The next state. Events after the end are ignored. */
export function searchReducer(state: SearchState, action: SearchAction): SearchState {
  if (action.type === 'start') {
    return {
      ...idleSearch,
      phase: 'running',
      request: action.request,
      results: state.results,
      isStale: state.results.traces.length > 0,
      startedAtMs: action.atMs,
    };
  }
  if (state.phase !== 'running') return state;

  switch (action.type) {
    case 'news':
      return action.news.reduce((before, event) => withEvent(before, event, action.atMs), state);
    case 'stop':
      return { ...settled(state), phase: 'stopped', endedAtMs: action.atMs };
    case 'fail':
      // Nobody answered: the rows before are still what is known.
      return { ...(isUnanswered(action.error) ? state : settled(state)), phase: 'failed', error: action.error, endedAtMs: action.atMs };
  }
}

function withEvent(state: SearchState, event: SearchNews, atMs: number): SearchState {
  switch (event.type) {
    case 'traces':
      return event.traces.length === 0 ? state : { ...settled(state), results: mergeTraces(settled(state).results, event.traces) };
    case 'progress':
      return { ...state, progress: event.progress };
    case 'warning':
      return { ...state, warnings: [...state.warnings, event.warning] };
    case 'done':
      return {
        ...settled(state),
        phase: 'done',
        progress: event.progress.totalJobs > 0 || state.progress === undefined ? event.progress : state.progress,
        warnings: event.partial && state.warnings.length === 0
          ? [{ code: 'partial', message: 'Some of the data could not be read.' }]
          : state.warnings,
        endedAtMs: atMs,
      };
  }
}

function isUnanswered(error: Error): boolean {
  return error instanceof ApiError && (error.isOffline || error.status === 502 || error.status === 503);
}

/** Without the rows of the search before. */
function settled(state: SearchState): SearchState {
  if (!state.isStale && state.results.limit === state.request!.limit && state.results.sort === state.request!.sort) return state;
  return { ...state, isStale: false, results: emptyResults(state.request!.sort, state.request!.limit) };
}

/** Share of the work done, 0 to 1, or undefined while it is not known. */
export function doneShare(progress: SearchProgress | undefined): number | undefined {
  return progress === undefined || progress.totalJobs === 0
    ? undefined
    : Math.min(1, progress.completedJobs / progress.totalJobs);
}
