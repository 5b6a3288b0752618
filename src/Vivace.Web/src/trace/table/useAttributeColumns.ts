import { useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { AttributeColumn, AttributeKey } from '../model/AttributeSource';
import { traceQueryKey } from '../traceQueries';
import { useTrace } from '../TraceStoreContext';

export interface LoadedColumns {
  /** In the order of the keys; `undefined` until they are loaded. */
  readonly columns: readonly (AttributeColumn | undefined)[];
  readonly isLoading: boolean;
  readonly error: Error | null;
  retry: () => void;
}

/** Values of attributes over all rows; each is loaded once. */
export function useAttributeColumns(keys: readonly string[]): LoadedColumns {
  const services = useTrace((state) => state.services);
  const rowCount = useTrace((state) => state.model.rowCount);
  return useQueries({
    queries: keys.map((key) => ({
      queryKey: traceQueryKey(services, 'attribute-column', rowCount, key),
      queryFn: ({ signal }: { signal: AbortSignal }) => services.attributes.column(key, signal),
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
  const services = useTrace((state) => state.services);
  const rowCount = useTrace((state) => state.model.rowCount);
  return useQuery({
    queryKey: traceQueryKey(services, 'attribute-keys', rowCount),
    queryFn: ({ signal }) => services.attributes.keys(signal),
    enabled,
    staleTime: Infinity,
    retry: false,
  });
}
