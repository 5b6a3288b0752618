import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useAbout } from '../api/about';
import { useTenant } from '../api/tenant';
import { useRefresh } from '../app/refresh';
import { usePreferences } from '../settings/preferences';
import { formatTimePoint, resolveRange, toUnixSeconds } from '../time/ranges';
import { parseSort, type ServerSort } from './results/sortOrder';
import type { SearchRequest, SearchState } from './run/searchState';
import { useSearch } from './run/useSearch';
import { columnsForView, fieldsOf, formatColumns, parseColumns, type Column, type ResultsView } from './table/columns';
import type { ExploreQuery } from './useExploreQuery';

/** The search that the address asks for. */
export interface ExploreSearch {
  readonly state: SearchState;
  readonly stop: () => void;
  readonly sort: ServerSort;
  readonly limit: number;
  readonly view: ResultsView;
  readonly setView: (view: ResultsView) => void;
  readonly columns: readonly Column[];
  readonly setColumns: (columns: Column[]) => void;
  /** The request as it would be made now. */
  readonly currentRequest: () => SearchRequest;
}

/** Runs the search of the address, and again whenever something of it changes, Run is pressed or the page is refreshed. */
export function useExploreSearch({ route, change, committed, runCount }: ExploreQuery): ExploreSearch {
  const about = useAbout();
  const tenant = useTenant((state) => state.tenant);
  const tick = useRefresh((state) => state.tick);
  const defaultLimit = usePreferences((state) => state.defaultLimit);
  const { state, run, stop } = useSearch();

  const limit = route.limit === 0 ? defaultLimit : route.limit;
  const view: ResultsView = route.view === 'spans' ? 'spans' : 'traces';
  const sort = useMemo(() => parseSort(route.sort), [route.sort]);
  const columns = useMemo(() => parseColumns(route.cols, view), [route.cols, view]);
  const fields = fieldsOf(columns).join('\n');
  const [from, to] = [formatTimePoint(route.from), formatTimePoint(route.to)];

  const currentRequest = (): SearchRequest => {
    const { start, end } = toUnixSeconds(resolveRange({ from: route.from, to: route.to }, Date.now()));
    return {
      query: committed,
      startSeconds: start,
      endSeconds: end,
      limit,
      spansPerSpanset: route.spss,
      sort,
      fields: fields === '' ? [] : fields.split('\n'),
    };
  };
  const latest = useRef(currentRequest);
  useEffect(() => {
    latest.current = currentRequest;
  });

  const isStreamed = about?.features.includes('search');
  useEffect(() => {
    if (isStreamed === undefined) return;
    run(latest.current(), isStreamed);
  }, [run, isStreamed, committed, runCount, from, to, limit, route.spss, sort, fields, tenant, tick]);

  const setColumns = useCallback((next: Column[]) => change({ cols: formatColumns(next, view) }, 'replace'), [change, view]);
  const setView = useCallback(
    (next: ResultsView) => change({ view: next, loaded: '', cols: formatColumns(columnsForView(columns, next), next) }, 'push'),
    [change, columns],
  );
  return { state, stop, sort, limit, view, setView, columns, setColumns, currentRequest };
}
