import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { SpanDetails } from '../model/SpanDetails';
import type { SpanDetailsSource } from '../model/SpanDetailsSource';
import { useTrace } from '../TraceStoreContext';

let nextSource = 1;
const sourceNumbers = new WeakMap<SpanDetailsSource, number>();

/** Tells sources apart in keys of the request cache: a file and the server may both have a trace of the same id. */
export function sourceNumber(source: SpanDetailsSource): number {
  let number = sourceNumbers.get(source);
  if (number === undefined) {
    number = nextSource++;
    sourceNumbers.set(source, number);
  }
  return number;
}

/** Everything of one span, loaded when first asked for; `null` when the source no longer has it. Row -1 asks for nothing. */
export function useSpanDetails(row: number): UseQueryResult<SpanDetails | null> {
  const model = useTrace((state) => state.model);
  const source = useTrace((state) => state.services.details);
  return useQuery({
    queryKey: ['span-details', sourceNumber(source), row < 0 ? '' : model.spanId(row), row],
    queryFn: async ({ signal }) => (await source.load([row], signal))[0] ?? null,
    enabled: row >= 0,
    staleTime: Infinity,
  });
}
