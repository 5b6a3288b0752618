import { useQueries } from '@tanstack/react-query';
import type { SpanDetails } from '../model/SpanDetails';
import { traceQueryKey } from '../traceQueries';
import { useTrace } from '../TraceStoreContext';

const chunkSize = 100;

/** Details of the spans of the events from `first` to `last` in a list of events, loaded a hundred events at a time. */
export function useEventDetails(order: Int32Array, first: number, last: number): ReadonlyMap<number, SpanDetails> {
  const model = useTrace((state) => state.model);
  const services = useTrace((state) => state.services);
  const chunks: number[] = [];
  for (let chunk = Math.floor(first / chunkSize); chunk * chunkSize <= last && order.length > 0; chunk++)
    chunks.push(chunk);
  return useQueries({
    queries: chunks.map((chunk) => {
      const events = order.subarray(chunk * chunkSize, (chunk + 1) * chunkSize);
      const rows = [...new Set(Array.from(events, (event) => model.eventRow[event]!))];
      return {
        queryKey: traceQueryKey(services, 'event-details', model.rowCount, rows.join(' ')),
        queryFn: ({ signal }: { signal: AbortSignal }) => services.details.load(rows, signal),
        staleTime: Infinity,
      };
    }),
    combine: (results) =>
      new Map(results.flatMap(({ data = [] }) => data.map((details) => [details.row, details] as const))),
  });
}
