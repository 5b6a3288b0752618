import { startTransition, useCallback, useEffect, useReducer, useRef } from 'react';
import { isAbort } from '../../api/ApiError';
import { runSearch, type SearchNews } from './runSearch';
import { idleSearch, searchReducer, type SearchRequest, type SearchState } from './searchState';

/** A search that can be started again and stopped. */
export interface Search {
  readonly state: SearchState;
  /** Starts a search; one that runs is cancelled. */
  readonly run: (request: SearchRequest, isStreamed: boolean) => void;
  /** Cancels the running search and keeps what came. */
  readonly stop: () => void;
}

/** Lines that come within this time are shown together, in milliseconds: a page is drawn 20 times a second at most. */
const gatherMilliseconds = 50;

/** The search of a page. Leaving the page cancels it. */
export function useSearch(): Search {
  const [state, dispatch] = useReducer(searchReducer, idleSearch);
  const running = useRef<AbortController | undefined>(undefined);
  const showWaiting = useRef<(() => void) | undefined>(undefined);

  const run = useCallback((request: SearchRequest, isStreamed: boolean) => {
    running.current?.abort();
    const mine = new AbortController();
    running.current = mine;
    dispatch({ type: 'start', request, atMs: Date.now() });
    let waiting: SearchNews[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = () => {
      clearTimeout(timer);
      timer = undefined;
      const news = waiting;
      waiting = [];
      if (running.current !== mine || news.length === 0) return;
      const atMs = Date.now();
      // Drawn in slices: whoever types or scrolls meanwhile does not wait for the rows.
      startTransition(() => dispatch({ type: 'news', news, atMs }));
    };
    showWaiting.current = show;
    runSearch(request, {
      isStreamed,
      signal: mine.signal,
      onNews: (news) => {
        waiting.push(news);
        timer ??= setTimeout(show, gatherMilliseconds);
      },
    }).then(show, (error: unknown) => {
      show();
      if (running.current !== mine || isAbort(error)) return;
      dispatch({ type: 'fail', error: error instanceof Error ? error : new Error(String(error)), atMs: Date.now() });
    });
  }, []);

  const stop = useCallback(() => {
    showWaiting.current?.();
    running.current?.abort();
    running.current = undefined;
    dispatch({ type: 'stop', atMs: Date.now() });
  }, []);

  useEffect(() => () => running.current?.abort(), []);
  return { state, run, stop };
}
