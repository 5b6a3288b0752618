import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getJson, request } from './client';
import { keptEvery } from './kept';

export interface RunningQuery {
  readonly id: string;
  /** `search`, `metrics`, `trace`. */
  readonly kind: string;
  readonly query: string;
  readonly tenant: string;
  readonly startedUnixNano: string;
  readonly elapsedMs: number;
  readonly inspectedBytes: number | string;
  /** The address that asks; null when it is not known. */
  readonly client: string | null;
}

export interface SlowQuery {
  readonly query: string;
  readonly kind: string;
  readonly tenant: string;
  readonly startedUnixNano: string;
  readonly elapsedMs: number;
  readonly inspectedBytes: number | string;
  readonly inspectedSpans: number | string;
  readonly status: string;
}

/** What `/api/vivace/queries` answers. */
export interface Queries {
  readonly running: readonly RunningQuery[];
  readonly waiting: number;
  readonly slow: readonly SlowQuery[];
}

/** Queries come and go: asked for more often than other parts of the status. */
const REFRESH_MILLISECONDS = 3_000;

export function useQueries() {
  return useQuery({
    queryKey: ['queries'],
    queryFn: ({ signal }) => getJson<Queries>('/api/vivace/queries', { signal }),
    ...keptEvery(REFRESH_MILLISECONDS),
  });
}

/** Ends a running query; one that has ended by itself meanwhile is no error. */
export function useCancelQuery() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (id: string) => {
      await request(`/api/vivace/queries/${encodeURIComponent(id)}/cancel`, { method: 'POST' });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['queries'] }),
  });
}
