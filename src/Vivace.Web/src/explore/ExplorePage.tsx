import { Suspense, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { useFeature } from '../api/about';
import { useTenant } from '../api/tenant';
import { lazyPart } from '../app/lazyPart';
import { rememberQuery } from '../app/recents';
import { useShortcuts } from '../app/shortcuts';
import { absolute, formatTimePoint, parseTimePoint, toUnixSeconds, resolveRange, type TimeRange } from '../time/ranges';
import { Skeleton } from '../ui/Skeleton';
import type { ExploreState } from '../url/exploreRoute';
import { traceUrl } from '../url/traceRoute';
import type { BrushSelection } from './chart/brush';
import { ChartPanel } from './chart/ChartPanel';
import { useChart } from './chart/useChart';
import styles from './ExplorePage.module.css';
import type { HistoryEntry } from './history/queryHistory';
import { useHistory } from './history/useHistory';
import { withSelectedDurations } from './query/brushQuery';
import { curlCommand } from './query/curl';
import { QueryPanel } from './query/QueryPanel';
import { effectiveQuery } from './run/queryForRun';
import { searchParameters, searchPaths } from './run/searchParameters';
import { computesSeries } from './series/units';
import { useExploreQuery } from './useExploreQuery';
import { useExploreSearch } from './useExploreSearch';

// Fetched while the first search runs: the query is on the screen before.
const SeriesPanel = lazyPart(() => import('./series/SeriesPanel'), 'SeriesPanel');
const ExploreResults = lazyPart(() => import('./ExploreResults'), 'ExploreResults');
// A page's first search runs at once.
void ExploreResults.preload();

/** Finding traces: the query above, durations over time below it, then what was found. All of it is in the address. */
export function ExplorePage() {
  const query = useExploreQuery();
  const { route, change, draft, committed } = query;
  const search = useExploreSearch(query);
  const { state } = search;
  const hasSeries = useMemo(() => state.request !== undefined && computesSeries(state.request.query), [state.request]);
  const chart = useChart(state.request, state.startedAtMs, route.chart !== 'none' && !hasSeries);
  const canStream = useFeature('search') === true;
  const tenant = useTenant((tenants) => tenants.tenant);
  const addToHistory = useHistory((history) => history.add);
  const [, navigate] = useLocation();
  const range: TimeRange = { from: route.from, to: route.to };
  const [openedAtMs] = useState(() => Date.now());
  // Seconds of a range up to now move with each run, which is often enough for what only wants its length and end.
  const seconds = state.request === undefined
    ? toUnixSeconds(resolveRange(range, openedAtMs))
    : { start: state.request.startSeconds, end: state.request.endSeconds };

  const run = (text: string = query.latestDraft(), changed: Partial<ExploreState> = {}) => {
    const written = text.trim();
    if (written !== '' && written !== '{}') {
      rememberQuery(written);
      addToHistory({
        query: written,
        from: formatTimePoint(changed.from ?? route.from),
        to: formatTimePoint(changed.to ?? route.to),
        ranAtMs: Date.now(),
      });
    }
    query.run(text, changed);
  };
  const page = useRef<HTMLDivElement>(null);
  const focusFirst = (selector: string) => page.current?.querySelector<HTMLElement>(selector)?.focus();
  useShortcuts([
    { keys: '/', group: 'Explore', description: 'Go to the query', run: () => focusFirst('[aria-label="Query"] :is(input[role="combobox"], [role="textbox"], textarea)') },
    { keys: 't', group: 'Explore', description: 'Go to the table', run: () => focusFirst('[role="treegrid"] [data-row][tabindex="0"]') },
    { keys: 'Mod+Enter', group: 'Explore', description: 'Run the query', run: () => run() },
  ]);
  const cancel = () => {
    search.stop();
    chart.cancel();
  };
  const runFromHistory = (entry: HistoryEntry) => {
    run(entry.query, { from: parseTimePoint(entry.from) ?? route.from, to: parseTimePoint(entry.to) ?? route.to });
  };
  const brush = (selection: BrushSelection) => {
    run(withSelectedDurations(draft, selection), {
      from: absolute(Math.floor(selection.fromMs / 1000) * 1000),
      to: absolute(Math.ceil(selection.toMs / 1000) * 1000),
    });
  };
  const curl = () => {
    const request = search.currentRequest();
    const url = new URL(canStream ? searchPaths.streamed : searchPaths.plain, window.location.origin);
    for (const [name, value] of Object.entries(searchParameters(request, effectiveQuery(draft), canStream))) url.searchParams.set(name, String(value));
    return curlCommand(url, new Map(tenant === null ? [] : [['X-Scope-OrgID', tenant]]));
  };

  return (
    <div className={styles.page} ref={page}>
      <h1 className="visually-hidden">Explore</h1>
      <QueryPanel
        mode={route.mode}
        onMode={(mode) => change({ mode }, 'replace')}
        draft={draft}
        onDraft={query.setDraft}
        isChanged={effectiveQuery(draft) !== effectiveQuery(committed)}
        isRunning={state.phase === 'running'}
        onRun={run}
        onCancel={cancel}
        range={range}
        seconds={seconds}
        step={route.step}
        onHistory={runFromHistory}
        curl={curl}
      />
      {state.request !== undefined && hasSeries && (
        <Suspense fallback={<Skeleton rows={8} height={24} label="Loading the chart" />}>
          <SeriesPanel
            request={state.request}
            startedAtMs={state.startedAtMs}
            step={route.step}
            onStep={(step) => change({ step }, 'push')}
            onRun={(text) => run(text)}
            onSelectRange={(fromMs, toMs) => change({ from: absolute(fromMs), to: absolute(toMs) }, 'push')}
            onOpenTrace={(traceId) => navigate(traceUrl(traceId, { tenant: route.tenant }))}
          />
        </Suspense>
      )}
      {!hasSeries && <ChartPanel
        chart={chart}
        mode={route.chart}
        onMode={(mode) => change({ chart: mode }, 'replace')}
        traces={state.results.traces}
        onBrush={brush}
        onOpenTrace={(trace) => navigate(traceUrl(trace.traceId, { tenant: route.tenant }))}
      />}
      <Suspense fallback={<Skeleton rows={8} height={24} label="Loading the results" />}>
        <ExploreResults query={query} search={search} canSort={canStream} onRun={run} onCancel={cancel} />
      </Suspense>
    </div>
  );
}
