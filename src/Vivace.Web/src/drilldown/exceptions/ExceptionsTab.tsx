import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useFeature } from '../../api/about';
import { getJson } from '../../api/client';
import { useTenant } from '../../api/tenant';
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
import { spansetOf } from '../query/drillQuery';
import { readExceptions, withExceptionsBelow, type ExceptionGroup } from './exceptionGroups';
import { ExceptionRow } from './ExceptionRow';
import styles from './ExceptionsTab.module.css';

/** The most groups that are asked for. */
const mostGroups = 100;

/** Exceptions of the spans of the view and of what they called, grouped by type and by message without its numbers and ids. */
export function ExceptionsTab({ route, change, range, askedAtMs }: DrillTabProps) {
  const tenant = useTenant((state) => state.tenant);
  const isKnown = useFeature('exceptions');
  const query = withExceptionsBelow(spansetOf(route));
  const { data, error, isPlaceholderData, refetch } = useQuery({
    queryKey: ['drilldown-exceptions', tenant, query, range, askedAtMs],
    queryFn: async ({ signal }) => readExceptions(await getJson<unknown>('/api/vivace/exceptions', {
      query: { q: query, start: range.startSeconds, end: range.endSeconds, limit: mostGroups }, signal,
    })),
    enabled: isKnown === true,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 60_000,
    retry: false,
  });
  if (isKnown === false) return <EmptyState compact title="This server does not group exceptions">Its traces show them one by one; the tab of traces lists them.</EmptyState>;
  const most = Math.max(0, ...(data?.groups ?? []).map(({ trend }) => Math.max(0, ...trend)));
  return (
    <TabPart
      label="Exceptions"
      count={data === undefined ? undefined : `${data.groups.length.toLocaleString('en')} ${data.groups.length === 1 ? 'group' : 'groups'} of exceptions`}
      menu={<PanelMenu of="Exceptions" query={query} metric={`${query} | rate()`} explore={exploreOf(route)} table={data === undefined ? undefined : () => tableOf(data.groups, data.partial)} />}
    >
      {error !== null && <ErrorState compact error={error} title="The exceptions could not be grouped." onRetry={() => void refetch()} />}
      {error === null && data === undefined && <LoadingState label="Grouping exceptions" rows={6} />}
      {error === null && data !== undefined && (
        <Stale active={isPlaceholderData}>
          {data.partial !== undefined && <PartialBanner reasons={[data.partial]} />}
          {data.groups.length === 0
            ? (
              <EmptyState compact title="No exception was recorded">
                No span of this view, and none below one, has an event named exception. Choose a longer time range, or take a filter away.
              </EmptyState>
            )
            : (
              <ul className={styles.groups} aria-label="Groups of exceptions, most frequent first">
                {data.groups.map((group) => (
                  <ExceptionRow key={`${group.type} ${group.message}`} route={route} change={change} group={group} most={most} stepSeconds={data.stepSeconds} fromMs={range.startSeconds * 1000} />
                ))}
              </ul>
            )}
        </Stale>
      )}
    </TabPart>
  );
}

function tableOf(groups: readonly ExceptionGroup[], partial: string | undefined): PanelTable {
  const instant = (nanoseconds: bigint) => new Date(Number(nanoseconds / 1_000_000n)).toISOString();
  return {
    name: 'exceptions',
    columns: ['type', 'message', 'sample', 'count', 'first seen', 'last seen', 'services', 'operations'],
    rows: groups.map((group) => [
      group.type, group.message, group.sampleMessage, group.count, instant(group.firstSeenUnixNano), instant(group.lastSeenUnixNano),
      group.services.map(({ name }) => name).join('; '), group.operations.map(({ name }) => name).join('; '),
    ]),
    partial,
  };
}
