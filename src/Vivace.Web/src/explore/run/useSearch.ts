import { useCallback, useEffect, useReducer, useRef } from 'react';
import { isAbort } from '../../api/ApiError';
import { runSearch } from './runSearch';
import { idleSearch, searchReducer, type SearchRequest, type SearchState } from './searchState';

/** A search that can be started again and stopped. */
export interface Search {
  readonly state: SearchState;
  /** Starts a search; one that runs is cancelled. */
  readonly run: (request: SearchRequest, isStreamed: boolean) => void;
  /** Cancels the running search and keeps what came. */
  readonly stop: () => void;
}

/** The search of a page. Leaving the page cancels it. */
export function useSearch(): Search {
  const [state, dispatch] = useReducer(searchReducer, idleSearch);
  const running = useRef<AbortController | undefined>(undefined);

  const run = useCallback((request: SearchRequest, isStreamed: boolean) => {
    running.current?.abort();
    const mine = new AbortController();
    running.current = mine;
    dispatch({ type: 'start', request, atMs: Date.now() });
    runSearch(request, {
      isStreamed,
      signal: mine.signal,
      onNews: (event) => {
        if (running.current === mine) dispatch({ type: 'event', event, atMs: Date.now() });
      },
    }).catch((error: unknown) => {
      if (running.current !== mine || isAbort(error)) return;
      dispatch({ type: 'fail', error: error instanceof Error ? error : new Error(String(error)), atMs: Date.now() });
    });
  }, []);

  const stop = useCallback(() => {
    running.current?.abort();
    running.current = undefined;
    dispatch({ type: 'stop', atMs: Date.now() });
  }, []);

  useEffect(() => () => running.current?.abort(), []);
  return { state, run, stop };
}
