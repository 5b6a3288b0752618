import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useAbout } from '../../api/about';
import { useTenant } from '../../api/tenant';
import type { DrillRange } from '../data/drillRange';
import { conditionOf, type DrillSpans } from '../query/drillQuery';
import { fetchRed } from './fetchRed';
import type { RedData } from './redData';

/** The numbers of the charts, and where they stand. */
export interface Red {
  readonly data: RedData | undefined;
  readonly isStale: boolean;
  readonly error: Error | undefined;
  readonly retry: () => void;
}

/** Asks again whenever the spans, the range or the tenant change. */
export function useRed(spans: DrillSpans, range: DrillRange, askedAtMs: number): Red {
  const tenant = useTenant((state) => state.tenant);
  const isKnown = useAbout() !== undefined;
  const { data, error, isPlaceholderData, isFetching, refetch } = useQuery({
    queryKey: ['drilldown-red', tenant, conditionOf(spans), range, askedAtMs],
    queryFn: ({ signal }) => fetchRed(spans, range, signal),
    enabled: isKnown,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 60_000,
    retry: false,
  });
  return { data, isStale: isPlaceholderData && isFetching, error: error ?? undefined, retry: () => void refetch() };
}
