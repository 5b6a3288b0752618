import { useQuery } from '@tanstack/react-query';
import { getJson } from './client';

export interface ServerSetting {
  readonly name: string;
  /** Null when it is not set; secrets are already masked by the server. */
  readonly value: string | null;
  readonly default: string | null;
  readonly isDefault: boolean;
  readonly secret: boolean;
  /** False for one that this release reads and does not act on yet; absent where every setting is in force. */
  readonly inForce?: boolean;
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
