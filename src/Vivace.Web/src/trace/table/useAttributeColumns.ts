import { useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { AttributeColumn, AttributeKey, AttributeSource } from '../model/AttributeSource';
import { useTrace } from '../TraceStoreContext';

let nextSource = 1;
const sourceNumbers = new WeakMap<AttributeSource, number>();

function numberOf(source: AttributeSource): number {
  let number = sourceNumbers.get(source);
  if (number === undefined) {
    number = nextSource++;
    sourceNumbers.set(source, number);
  }
  return number;
}

export interface LoadedColumns {
  /** In the order of the keys; `undefined` until they are loaded. */
  readonly columns: readonly (AttributeColumn | undefined)[];
  readonly isLoading: boolean;
  readonly error: Error | null;
  retry: () => void;
}

/** Values of attributes over all rows; each is loaded once. */
export function useAttributeColumns(keys: readonly string[]): LoadedColumns {
  const source = useTrace((state) => state.services.attributes);
  const rowCount = useTrace((state) => state.model.rowCount);
  return useQueries({
    queries: keys.map((key) => ({
      queryKey: ['attribute-column', numberOf(source), rowCount, key],
      queryFn: ({ signal }: { signal: AbortSignal }) => source.column(key, signal),
      staleTime: Infinity,
      retry: false,
    })),
    combine,
  });
}

/** The same object as long as no result changes, so that what is made of it is made once. */
function combine(results: readonly UseQueryResult<AttributeColumn>[]): LoadedColumns {
  return {
    columns: results.map((result) => result.data),
    isLoading: results.some((result) => result.isPending && result.error === null),
    error: results.find((result) => result.error !== null)?.error ?? null,
    retry: () => {
      for (const result of results) if (result.error !== null) void result.refetch();
    },
  };
}

/** The keys of all attributes of the trace, most frequent first. Asking for them loads the attributes of all spans. */
export function useAttributeKeys(enabled = true): UseQueryResult<readonly AttributeKey[]> {
  const source = useTrace((state) => state.services.attributes);
  const rowCount = useTrace((state) => state.model.rowCount);
  return useQuery({
    queryKey: ['attribute-keys', numberOf(source), rowCount],
    queryFn: ({ signal }) => source.keys(signal),
    enabled,
    staleTime: Infinity,
    retry: false,
  });
}
