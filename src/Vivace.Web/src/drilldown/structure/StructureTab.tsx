import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useFeature } from '../../api/about';
import { getJson } from '../../api/client';
import { useTenant } from '../../api/tenant';
import { ChoiceButtons } from '../../ui/ChoiceButtons';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorState } from '../../ui/ErrorState';
import { LoadingState } from '../../ui/LoadingState';
import { PartialBanner } from '../../ui/PartialBanner';
import { Stale } from '../../ui/Stale';
import type { DrillTabProps } from '../DrillTabs';
import { exploreOf } from '../drillView';
import { PanelMenu } from '../panel/PanelMenu';
import type { PanelTable } from '../panel/panelTable';
import { TabPart } from '../panel/TabPart';
import { boxCondition, spansetOf } from '../query/drillQuery';
import { StructureTree } from './StructureTree';
import { readStructure, totalOf, type StructureNode } from './structureTree';

/** Traces that are merged at most. */
const mostTraces = 1000;

/** The traces of the view as one tree: where errors begin, or where the time goes. */
export function StructureTab({ route, change, range, askedAtMs }: DrillTabProps) {
  const tenant = useTenant((state) => state.tenant);
  const isKnown = useFeature('structure');
  const { cause, box } = route;
  const view = spansetOf(route, box === null ? '' : boxCondition(box));
  const query = spansetOf(route, box === null ? '' : boxCondition(box), cause === 'errors' ? 'status = error' : '');
  const start = box === null ? range.startSeconds : Math.floor(box.fromMs / 1000);
  const end = box === null ? range.endSeconds : Math.ceil(box.toMs / 1000);
  const { data, error, isPlaceholderData, refetch } = useQuery({
    queryKey: ['drilldown-structure', tenant, query, cause, start, end, askedAtMs],
    queryFn: async ({ signal }) => readStructure(await getJson<unknown>('/api/vivace/structure', {
      query: { q: query, start, end, traces: mostTraces, mode: cause }, signal,
    })),
    enabled: isKnown === true,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 60_000,
    retry: false,
  });
  const key = useMemo(() => `${query} ${cause} ${data?.traces}`, [query, cause, data]);
  if (isKnown === false) return <EmptyState compact title="This server does not merge traces">The other tabs work without it.</EmptyState>;
  return (
    <TabPart
      label="Structure"
      left={<ChoiceButtons
          label="What the tree explains"
          value={cause}
          onChange={(next) => change({ cause: next }, 'push')}
          options={[{ value: 'errors', label: 'Cause of errors' }, { value: 'latency', label: 'Cause of latency' }]}
      />}
      count={data === undefined ? undefined : `${data.traces.toLocaleString('en')} ${data.traces === 1 ? 'trace' : 'traces'} merged${box === null ? '' : ', of the selected box'}`}
      menu={<PanelMenu of="Structure" query={query} metric={`${query} | rate()`} explore={exploreOf(route)} table={data === undefined ? undefined : () => tableOf(data.roots, data.partial)} />}
    >
      {error !== null && <ErrorState compact error={error} title="The traces could not be merged." onRetry={() => void refetch()} />}
      {error === null && data === undefined && <LoadingState label="Merging traces" rows={8} />}
      {error === null && data !== undefined && (
        <Stale active={isPlaceholderData}>
          {data.partial !== undefined && <PartialBanner reasons={[data.partial]} />}
          {data.roots.length === 0
            ? (
              <EmptyState compact title={cause === 'errors' ? 'No span of this view has an error' : 'No trace matches'}>
                {cause === 'errors' ? 'Look for the cause of latency, or choose other spans.' : 'Choose a longer time range, or take a filter away.'}
              </EmptyState>
            )
            : <StructureTree key={key} roots={data.roots} cause={cause} view={view} route={route} change={change} />}
        </Stale>
      )}
    </TabPart>
  );
}

function tableOf(roots: readonly StructureNode[], partial: string | undefined): PanelTable {
  const total = totalOf(roots);
  const rows: (string | number | null)[][] = [];
  const visit = (node: StructureNode, level: number) => {
    rows.push([level, node.service, node.name, node.kind, node.count, node.errors, node.durationNanoseconds / total, node.selfNanoseconds / 1e9, node.p95Nanoseconds / 1e9]);
    for (const child of node.children) visit(child, level + 1);
  };
  for (const root of roots) visit(root, 1);
  return { name: 'structure', columns: ['level', 'service', 'name', 'kind', 'spans', 'errors', 'share of the time', 'own seconds', 'p95 seconds'], rows, partial };
}
