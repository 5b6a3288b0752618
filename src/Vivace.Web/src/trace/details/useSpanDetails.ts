import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { SpanDetails } from '../model/SpanDetails';
import { traceQueryKey } from '../traceQueries';
import { useTrace } from '../TraceStoreContext';

/** Everything of one span, loaded when first asked for; `null` when the source no longer has it. Row -1 asks for nothing. */
export function useSpanDetails(row: number): UseQueryResult<SpanDetails | null> {
  const model = useTrace((state) => state.model);
  const services = useTrace((state) => state.services);
  return useQuery({
    queryKey: traceQueryKey(services, 'span-details', row < 0 ? '' : model.spanId(row), row),
    queryFn: async ({ signal }) => (await services.details.load([row], signal))[0] ?? null,
    enabled: row >= 0,
    staleTime: Infinity,
  });
}
