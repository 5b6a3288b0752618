import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useTenant } from '../api/tenant';
import { useRefresh } from '../app/refresh';
import { formatTimePoint, resolveRange, toUnixSeconds, type TimeRange } from '../time/ranges';
import { fetchServiceGraph } from './serviceGraph';

/** The graph of a filter, grouped by an attribute, and a range. A refresh keeps what is shown until the new numbers are there. */
export function useServiceGraph(query: string, group: string, range: TimeRange, enabled: boolean) {
  const tenant = useTenant((state) => state.tenant);
  const [from, to] = [formatTimePoint(range.from), formatTimePoint(range.to)];
  const asked = useQuery({
    queryKey: ['service-graph', tenant, query, group, from, to],
    queryFn: async ({ signal }) => {
      const { start, end } = toUnixSeconds(resolveRange(range, Date.now()));
      return { graph: await fetchServiceGraph({ query, group, startSeconds: start, endSeconds: end }, signal), startSeconds: start, endSeconds: end };
    },
    enabled,
    placeholderData: keepPreviousData,
  });
  const tick = useRefresh((state) => state.tick);
  const { refetch } = asked;
  useEffect(() => {
    if (tick > 0 && enabled) void refetch();
  }, [tick, enabled, refetch]);
  return useMemo(() => asked, [asked]);
}
