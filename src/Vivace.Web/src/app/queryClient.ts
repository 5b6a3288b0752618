import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '../api/ApiError';

/** Retries only what may heal by itself: no answer, or a server that says it is not ready. Twice, with growing waits. */
export function shouldRetry(failureCount: number, error: Error): boolean {
  if (failureCount >= 2 || !(error instanceof ApiError)) return false;
  return error.isOffline || error.status === 502 || error.status === 503;
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // What the browser thinks of its network says nothing about this server, which may run on the same machine.
      queries: { retry: shouldRetry, networkMode: 'always', refetchOnWindowFocus: false, staleTime: 10_000, gcTime: 300_000 },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
