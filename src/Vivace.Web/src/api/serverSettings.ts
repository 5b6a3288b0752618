import { useQuery } from '@tanstack/react-query';
import { getJson } from './client';

export interface ServerSetting {
  readonly name: string;
  /** Secrets are already masked by the server. */
  readonly value: string;
  readonly default: string;
  readonly isDefault: boolean;
  readonly secret: boolean;
  readonly description: string;
  /** Whether it is a limit, and how often that has cut data or queries since the start. */
  readonly limit: boolean;
  readonly hits: number;
}

/** What `/api/vivace/settings` answers. */
export function useServerSettings() {
  return useQuery({
    queryKey: ['server-settings'],
    queryFn: async ({ signal }) => (await getJson<{ settings: ServerSetting[] }>('/api/vivace/settings', { signal })).settings,
    staleTime: 0,
  });
}
