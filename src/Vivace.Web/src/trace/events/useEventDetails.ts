import { useQueries } from '@tanstack/react-query';
import type { SpanDetails } from '../model/SpanDetails';
import { useTrace } from '../TraceStoreContext';
import { sourceNumber } from '../details/useSpanDetails';

const chunkSize = 100;

/** Details of the spans of the events from `first` to `last` in a list of events, loaded a hundred events at a time. */
export function useEventDetails(order: Int32Array, first: number, last: number): ReadonlyMap<number, SpanDetails> {
  const model = useTrace((state) => state.model);
  const source = useTrace((state) => state.services.details);
  const chunks: number[] = [];
  for (let chunk = Math.floor(first / chunkSize); chunk * chunkSize <= last && order.length > 0; chunk++)
    chunks.push(chunk);
  return useQueries({
    queries: chunks.map((chunk) => {
      const events = order.subarray(chunk * chunkSize, (chunk + 1) * chunkSize);
      const rows = [...new Set(Array.from(events, (event) => model.eventRow[event]!))];
      return {
        queryKey: ['event-details', sourceNumber(source), model.rowCount, rows.join(' ')],
        queryFn: ({ signal }: { signal: AbortSignal }) => source.load(rows, signal),
        staleTime: Infinity,
      };
    }),
    combine: (results) =>
      new Map(results.flatMap(({ data = [] }) => data.map((details) => [details.row, details] as const))),
  });
}
