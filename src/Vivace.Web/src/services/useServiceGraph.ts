import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useTenant } from '../api/tenant';
import { useRefresh } from '../app/refresh';
import { formatTimePoint, resolveRange, toUnixSeconds, type TimeRange } from '../time/ranges';
import type { ServicesState } from '../url/servicesRoute';
import { fetchServiceGraph } from './serviceGraph';

/** The graph that the address asks for, of a range. A refresh keeps what is shown until the new numbers are there. */
export function useServiceGraph({ q: query, traces, first, group }: ServicesState, range: TimeRange) {
  const tenant = useTenant((state) => state.tenant);
  const [from, to] = [formatTimePoint(range.from), formatTimePoint(range.to)];
  const asked = useQuery({
    queryKey: ['service-graph', tenant, query, traces, first, group, from, to],
    queryFn: async ({ signal }) => {
      const { start, end } = toUnixSeconds(resolveRange(range, Date.now()));
      return { graph: await fetchServiceGraph({ query, traces, first, group, startSeconds: start, endSeconds: end }, signal), startSeconds: start, endSeconds: end };
    },
    placeholderData: keepPreviousData,
  });
  const tick = useRefresh((state) => state.tick);
  const { refetch } = asked;
  useEffect(() => {
    if (tick > 0) void refetch();
  }, [tick, refetch]);
  return useMemo(() => asked, [asked]);
}
