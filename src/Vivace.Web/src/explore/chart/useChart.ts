import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useAbout } from '../../api/about';
import { useTenant } from '../../api/tenant';
import { effectiveQuery } from '../run/queryForRun';
import type { SearchRequest } from '../run/searchState';
import { fetchChart, type ChartData } from './fetchChart';

/** The chart of the present search. */
export interface Chart {
  readonly data: ChartData | undefined;
  /** Of the search before; the present one is on its way. */
  readonly isStale: boolean;
  readonly isLoading: boolean;
  readonly error: Error | undefined;
  readonly retry: () => void;
  readonly cancel: () => void;
}

/** What every Tempo allows by default when a server does not say: three hours. */
const usualMostSeconds = 3 * 3600;

/** Asks for the chart of a search each time the search is run. */
export function useChart(request: SearchRequest | undefined, startedAtMs: number, isShown: boolean): Chart {
  const about = useAbout();
  const tenant = useTenant((state) => state.tenant);
  const client = useQueryClient();
  const queryKey = ['explore-chart', tenant, request?.query, request?.startSeconds, request?.endSeconds, startedAtMs];
  const { data, error, isFetching, isPlaceholderData, refetch } = useQuery({
    queryKey,
    queryFn: ({ signal }) => fetchChart(effectiveQuery(request!.query), {
      startSeconds: request!.startSeconds,
      endSeconds: request!.endSeconds,
      mostSecondsPerQuery: about?.limits.metricsMaxRangeSeconds ?? usualMostSeconds,
    }, signal),
    enabled: isShown && request !== undefined && about !== undefined,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 60_000,
    retry: false,
  });
  const cancel = useCallback(() => void client.cancelQueries({ queryKey: ['explore-chart'] }), [client]);
  return {
    data,
    isStale: isPlaceholderData && isFetching,
    isLoading: isFetching,
    error: error ?? undefined,
    retry: () => void refetch(),
    cancel,
  };
}
