import { useCallback, useEffect, useRef, useState } from 'react';
import { formatTimePoint } from '../time/ranges';
import { exploreCodec, type ExploreState } from '../url/exploreRoute';
import { useRouteState, type ChangeRoute } from '../url/useRouteState';

/** The query as it is typed and as it was last run, and the rest of the address. */
export interface ExploreQuery {
  readonly route: ExploreState;
  readonly change: ChangeRoute<ExploreState>;
  /** The text in the editor or made by the builder. */
  readonly draft: string;
  readonly setDraft: (text: string) => void;
  /** The draft at this moment, also before the page is drawn again. */
  readonly latestDraft: () => string;
  /** The text that was run last. */
  readonly committed: string;
  /** Grows with each run, also when the same query is run again. */
  readonly runCount: number;
  /** Runs the draft, or another text, with other changes of the address. */
  readonly run: (text?: string, changed?: Partial<ExploreState>) => void;
}

/** Typing is written into the address after a pause this long, in milliseconds. */
const typingPause = 300;

/**
 * Keeps the query in the address. Typing replaces the history entry, so that a reload keeps it; Run first puts the entry back to what it
 * showed and then pushes one of its own, so that Back shows the results before.
 */
export function useExploreQuery(): ExploreQuery {
  const { state: route, change } = useRouteState(exploreCodec);
  const [draft, setDraftState] = useState(route.q);
  const [committed, setCommitted] = useState(route.q);
  const [runCount, setRunCount] = useState(0);
  /** What this hook wrote into the address; anything else there comes from Back, Forward or a link. */
  const written = useRef(route.q);
  const typed = useRef(route.q);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  useEffect(() => {
    if (route.q === written.current) return;
    clearTimeout(timer.current);
    written.current = route.q;
    typed.current = route.q;
    setDraftState(route.q);
    setCommitted(route.q);
  }, [route.q]);

  // Another range, order or limit asks with what is typed, too: the address holds one query, not two.
  const asked = [formatTimePoint(route.from), formatTimePoint(route.to), route.sort, route.limit, route.spss].join(' ');
  const askedBefore = useRef(asked);
  useEffect(() => {
    if (askedBefore.current === asked) return;
    askedBefore.current = asked;
    setCommitted(typed.current);
    if (typed.current === route.q) return;
    clearTimeout(timer.current);
    written.current = typed.current;
    change({ q: typed.current }, 'replace');
  }, [asked, change, route.q]);

  useEffect(() => () => clearTimeout(timer.current), []);

  const latestDraft = useCallback(() => typed.current, []);
  const setDraft = useCallback((text: string) => {
    typed.current = text;
    setDraftState(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      written.current = text;
      change({ q: text }, 'replace');
    }, typingPause);
  }, [change]);

  const run = useCallback((text: string = typed.current, changed: Partial<ExploreState> = {}) => {
    clearTimeout(timer.current);
    const isNew = text !== committed || Object.keys(changed).length > 0;
    if (written.current !== committed) change({ q: committed }, 'replace');
    written.current = text;
    typed.current = text;
    if (isNew) change({ q: text, sel: [], ...changed }, 'push');
    setDraftState(text);
    setCommitted(text);
    setRunCount((count) => count + 1);
  }, [change, committed]);

  return { route, change, draft, setDraft, latestDraft, committed, runCount, run };
}
