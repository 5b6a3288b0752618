import { useEffect, useMemo, useState } from 'react';
import { useAbout } from '../../api/about';
import { useTenant } from '../../api/tenant';
import type { SortKey } from '../../url/exploreRoute';
import { ResultsView } from '../../explore/results/ResultsView';
import type { ServerSort } from '../../explore/results/sortOrder';
import { partialReasons } from '../../explore/run/SearchBanners';
import { doneShare, type SearchRequest } from '../../explore/run/searchState';
import { useSearch } from '../../explore/run/useSearch';
import { defaultColumns, type Column } from '../../explore/table/columns';
import type { LocalSort } from '../../explore/table/localSort';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorState } from '../../ui/ErrorState';
import { LoadingState } from '../../ui/LoadingState';
import { PartialBanner } from '../../ui/PartialBanner';
import { Select } from '../../ui/Select';
import { Stale } from '../../ui/Stale';
import { boxCondition, spansetOf } from '../query/drillQuery';
import type { DrillTabProps } from '../DrillTabs';
import { exploreOf } from '../drillView';
import { PanelMenu } from '../panel/PanelMenu';
import type { PanelTable } from '../panel/panelTable';
import { TabPart } from '../panel/TabPart';

const limit = 50;
const sorts: readonly { readonly value: SortKey; readonly label: string }[] = [
  { value: 'start', label: 'Newest first' }, { value: 'duration', label: 'Slowest first' }, { value: 'errors', label: 'Most errors first' }, { value: 'spans', label: 'Most spans first' },
];

/** The traces of the view, or of its box when there is one: the table of Explore. */
export function TracesTab({ route, change, range, askedAtMs }: DrillTabProps) {
  const about = useAbout();
  const tenant = useTenant((state) => state.tenant);
  const { state, run, stop } = useSearch();
  const [key, setKey] = useState<SortKey>('start');
  const [columns, setColumns] = useState<readonly Column[]>(() => defaultColumns('traces'));
  const [localSort, setLocalSort] = useState<LocalSort | undefined>(undefined);
  const [checked, setChecked] = useState<ReadonlySet<string>>(new Set());
  const sort = useMemo<ServerSort>(() => ({ key, order: 'desc' }), [key]);
  const { box } = route;
  const query = spansetOf(route, box === null ? '' : boxCondition(box));
  const start = box === null ? range.startSeconds : Math.max(range.startSeconds, Math.floor(box.fromMs / 1000));
  const end = box === null ? range.endSeconds : Math.min(range.endSeconds, Math.ceil(box.toMs / 1000));
  const isStreamed = about?.features.includes('search');
  const isInside = start < end;

  useEffect(() => {
    if (isStreamed === undefined || !isInside) return;
    const request: SearchRequest = { query, startSeconds: start, endSeconds: end, limit, spansPerSpanset: 3, sort, fields: [] };
    run(request, isStreamed);
  }, [run, isStreamed, isInside, query, start, end, sort, tenant, askedAtMs]);

  const { traces } = state.results;
  const partial = partialReasons(state);
  const explore = { ...exploreOf(route), sort: key };
  const table = (): PanelTable => ({
    name: 'traces',
    columns: ['trace id', 'start', 'root service', 'root name', 'duration seconds', 'spans', 'matched', 'errors'],
    rows: traces.map((trace) => [
      trace.traceId, new Date(Number(trace.startUnixNano / 1_000_000n)).toISOString(), trace.rootService ?? null, trace.rootName ?? null,
      trace.durationNanoseconds / 1e9, trace.spanCount, trace.matched, trace.errorCount,
    ]),
    partial: partial.length === 0 ? undefined : partial.join('; '),
  });
  const again = () => {
    if (state.request !== undefined && isStreamed !== undefined) run(state.request, isStreamed);
  };
  return (
    <TabPart
      label="Traces"
      count={<>
        {state.isStale || state.phase === 'idle' ? '' : traces.length >= limit ? `The first ${limit} traces` : `${traces.length.toLocaleString('en')} ${traces.length === 1 ? 'trace' : 'traces'}`}
        {box !== null && ' of the selected box'}
      </>}
      right={<>
        {box !== null && <Button size="sm" variant="ghost" onClick={() => change({ box: null }, 'push')}>Show all</Button>}
        {isStreamed === true && <Select label="Order" labelHidden value={key} onChange={setKey} options={sorts} />}
      </>}
      menu={<PanelMenu of="Traces" query={query} metric={`${query} | rate()`} explore={explore} table={traces.length === 0 ? undefined : table} />}
    >
      {!isInside && <EmptyState compact title="The box lies outside of the time range" actions={<Button onClick={() => change({ box: null }, 'push')}>Clear the box</Button>} />}
      {isInside && state.error !== undefined && <ErrorState compact error={state.error} title="The search did not finish." onRetry={again} />}
      {isInside && state.phase !== 'running' && traces.length > 0 && <PartialBanner reasons={partial} actions={<Button size="sm" onClick={again}>Run again</Button>} />}
      {isInside && (state.phase === 'idle' || (state.phase === 'running' && traces.length === 0)) && <LoadingState label="Searching" fraction={doneShare(state.progress)} onCancel={stop} rows={8} />}
      {isInside && state.phase === 'done' && traces.length === 0 && <EmptyState compact title="No trace matches">No span of this view lies in the box. Clear it, or draw a larger one.</EmptyState>}
      {isInside && traces.length > 0 && (
        <Stale active={state.isStale}>
          <ResultsView
            view="traces"
            traces={traces}
            spans={[]}
            query={query}
            columns={columns}
            onColumns={setColumns}
            sort={sort}
            onServerSort={isStreamed === true ? (next) => setKey(next.key) : undefined}
            localSort={localSort}
            onLocalSort={setLocalSort}
            checked={checked}
            onChecked={setChecked}
            onMoreSpans={undefined}
            tenant={route.tenant}
          />
        </Stale>
      )}
    </TabPart>
  );
}
