import { Suspense, useCallback, useMemo } from 'react';
import { useAbout, useFeature } from '../api/about';
import { ApiError } from '../api/ApiError';
import { lazyPart } from '../app/lazyPart';
import { describeRange } from '../time/describeRange';
import { absolute, resolveRange, type TimeRange } from '../time/ranges';
import { useZone } from '../time/useZone';
import { saveFile } from '../trace/download/saveFile';
import { ErrorState } from '../ui/ErrorState';
import { LoadingState } from '../ui/LoadingState';
import { Skeleton } from '../ui/Skeleton';
import { Stale } from '../ui/Stale';
import { servicesUrl } from '../url/servicesRoute';
import type { ExploreState } from '../url/exploreRoute';
import styles from './ExploreResults.module.css';
import { spansetPart } from './query/pipeline';
import { LimitNote } from './results/LimitNote';
import { nextLimit } from './results/nextLimit';
import { ResultsToolbar } from './results/ResultsToolbar';
import { ResultsView } from './results/ResultsView';
import { SelectionBar } from './results/SelectionBar';
import { formatSort, type ServerSort } from './results/sortOrder';
import { attributeKeys, spanRows } from './results/spanRow';
import { SummaryLine } from './results/SummaryLine';
import { effectiveQuery } from './run/queryForRun';
import { partialReasons, SearchBanners } from './run/SearchBanners';
import { doneShare, type SearchRequest } from './run/searchState';
import { searchedPart } from './series/units';
import { ColumnsMenu } from './table/ColumnsMenu';
import { exportTable } from './table/exportTable';
import { formatLocalSort, parseLocalSort, type LocalSort } from './table/localSort';
import type { ExploreQuery } from './useExploreQuery';
import type { ExploreSearch } from './useExploreSearch';

const EmptyResults = lazyPart(() => import('./noresults/EmptyResults'), 'EmptyResults');

/** Properties of `ExploreResults`. */
export interface ExploreResultsProps {
  readonly query: ExploreQuery;
  readonly search: ExploreSearch;
  /** Whether the server orders by more than the newest start. */
  readonly canSort: boolean;
  readonly onRun: (text?: string, changed?: Partial<ExploreState>) => void;
  readonly onCancel: () => void;
}

/** The longest list of spans that a server gives for each group. */
const mostSpansPerSpanset = 100;

/** What a server gives at most when it does not say. */
const usualMostTraces = 1000;

/** The lower part of Explore in each of its states: loading, partial, failed, empty, filled. */
export function ExploreResults({ query, search, canSort, onRun, onCancel }: ExploreResultsProps) {
  const { route, change } = query;
  const { state, sort, limit, view, columns } = search;
  const zone = useZone();
  const about = useAbout();
  const hasGraph = useFeature('servicegraph') === true;
  const { traces } = state.results;
  const spans = useMemo(() => spanRows(traces), [traces]);
  const loadedKeys = useMemo(() => attributeKeys(traces), [traces]);
  const checked = useMemo(() => new Set(route.sel), [route.sel]);
  const ticked = traces.filter(({ traceId }) => checked.has(traceId));
  const localSort = useMemo(() => parseLocalSort(route.loaded), [route.loaded]);
  const range: TimeRange = { from: route.from, to: route.to };
  const ranQuery = effectiveQuery(state.request?.query ?? '');
  const partial = partialReasons(state);

  const setChecked = useCallback((next: ReadonlySet<string>) => change({ sel: [...next] }, 'replace'), [change]);
  const setSort = useCallback((next: ServerSort) => change({ sort: formatSort(next), loaded: '' }, 'push'), [change]);
  const setLocalSort = useCallback((next: LocalSort | undefined) => change({ loaded: formatLocalSort(next) }, 'replace'), [change]);
  const moreSpans = useCallback(() => change({ spss: mostSpansPerSpanset }, 'push'), [change]);
  const setLimit = (next: number) => change({ limit: next }, 'push');
  const narrow = () => {
    const { fromMilliseconds, toMilliseconds } = resolveRange(range, Date.now());
    change({ from: absolute(Math.round((fromMilliseconds + toMilliseconds) / 2)), to: absolute(toMilliseconds) }, 'push');
  };
  const save = (format: 'csv' | 'json') => {
    const note = {
      query: ranQuery,
      from: new Date((state.request?.startSeconds ?? 0) * 1000).toISOString(),
      to: new Date((state.request?.endSeconds ?? 0) * 1000).toISOString(),
      partial: partial.length === 0 ? undefined : partial.join('; '),
    };
    saveFile(`${view}.${format}`, format === 'csv' ? 'text/csv' : 'application/json', exportTable(view, format, { traces, spans }, columns, note));
  };

  const isWaiting = state.phase === 'idle' || (state.phase === 'running' && traces.length === 0);
  const isLimited = !state.isStale && state.phase === 'done' && traces.length >= limit;
  const rangeSeconds = (state.request?.endSeconds ?? 0) - (state.request?.startSeconds ?? 0);
  return (
    <section className={styles.results} aria-label="Results">
      <ResultsToolbar
        view={view}
        onView={search.setView}
        counts={{ traces: state.isStale ? 0 : traces.length, spans: state.isStale ? 0 : spans.length }}
        sort={sort}
        canSort={canSort}
        onSort={setSort}
        limit={limit}
        onLimit={setLimit}
        graphHref={hasGraph && state.request !== undefined ? graphOf(state.request, route.tenant) : undefined}
        onExport={traces.length === 0 ? undefined : save}
        summary={<SummaryLine state={state} />}
        columns={(
          <ColumnsMenu view={view} columns={columns} onColumns={search.setColumns} loadedKeys={loadedKeys} query={ranQuery} range={range} />
        )}
      />
      <SearchBanners state={state} onRunAgain={() => onRun()} onNarrow={rangeSeconds > 2 ? narrow : undefined} />
      {state.error !== undefined && (
        <ErrorState
          compact
          error={state.error}
          title={state.error instanceof ApiError && state.error.status === 400 ? 'The server cannot run this query.' : 'The search did not finish.'}
          onRetry={() => onRun()}
        />
      )}
      {isWaiting && (
        <div className={styles.waiting}>
          <LoadingState
            label="Searching"
            fraction={doneShare(state.progress)}
            detail={state.progress === undefined ? undefined : `${state.progress.inspectedSpans.toLocaleString('en')} spans inspected`}
            onCancel={onCancel}
            rows={10}
          />
        </div>
      )}
      {state.phase === 'done' && traces.length === 0 && state.request !== undefined && (
        <Suspense fallback={<Skeleton rows={4} />}>
          <EmptyResults
            request={state.request}
            range={rangeInWords(range, zone)}
            inspectedSpans={state.progress?.inspectedSpans || undefined}
            onRun={onRun}
          />
        </Suspense>
      )}
      {traces.length > 0 && (
        <Stale active={state.isStale}>
          <ResultsView
            view={view}
            traces={traces}
            spans={spans}
            query={ranQuery}
            columns={columns}
            onColumns={search.setColumns}
            sort={sort}
            onServerSort={canSort ? setSort : undefined}
            localSort={localSort}
            onLocalSort={setLocalSort}
            checked={checked}
            onChecked={setChecked}
            onMoreSpans={route.spss < mostSpansPerSpanset ? moreSpans : undefined}
            tenant={route.tenant}
          />
        </Stale>
      )}
      {isLimited && <LimitNote limit={limit} sort={sort} next={nextLimit(limit, about?.limits.searchMaxLimit ?? usualMostTraces)} onLimit={setLimit} />}
      {ticked.length > 0 && <SelectionBar traces={ticked} onClear={() => setChecked(new Set())} />}
    </section>
  );
}

/** The graph of the traces that a search has found: the same search again, in the same range wherever the clock stands. */
function graphOf({ query, startSeconds, endSeconds, limit, sort }: SearchRequest, tenant: string): string {
  const q = spansetPart(searchedPart(effectiveQuery(query)));
  return servicesUrl({
    q: q === '{}' ? '' : q, traces: limit, first: formatSort(sort), from: absolute(startSeconds * 1000), to: absolute(endSeconds * 1000), tenant,
  });
}

/** `the last hour`, or both ends with their zone. */
function rangeInWords(range: TimeRange, zone: ReturnType<typeof useZone>): string {
  const words = describeRange(range, zone);
  const isFixed = range.from.kind === 'absolute' && range.to.kind === 'absolute';
  return isFixed ? `${words} ${zone.offset(BigInt(resolveRange(range, 0).toMilliseconds) * 1_000_000n)}` : `the ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}
