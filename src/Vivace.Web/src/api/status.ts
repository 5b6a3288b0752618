import { useQuery } from '@tanstack/react-query';
import { getJson } from './client';
import { keptEvery } from './kept';

export interface StatusHistory {
  stepSeconds: number;
  spansPerSecond: number[];
  memoryBytes: number[];
  queriesPerSecond: number[];
}

/** What `/api/vivace/status` answers. */
export interface ServerStatus {
  version: string;
  commit: string;
  startedUnixNano: string;
  uptimeSeconds: number;
  health: { ready: boolean; reasons: string[] };
  ingest: { spansPerSecond: number; bytesPerSecond: number; spansTotal: number; bytesTotal: number; refused: Array<{ reason: string; count: number }> };
  log: { bytes: number; segments: number; oldestSeconds: number };
  live: { spans: number; traces: number; bytes: number };
  blocks: { count: number; spans: number; bytes: number };
  queries: { perSecond: number; p50Ms: number; p99Ms: number; running: number; waiting: number };
  process: { memoryBytes: number; cpuSeconds: number; gcHeapBytes: number };
  disk: { freeBytes: number; totalBytes: number };
  errors: Array<{ timeUnixNano: string; message: string }>;
  history: { hour: StatusHistory; day: StatusHistory };
}

/** How often the status page asks, in milliseconds. */
const REFRESH_MILLISECONDS = 10_000;

export function useServerStatus(enabled: boolean) {
  return useQuery({
    queryKey: ['status'],
    queryFn: ({ signal }) => getJson<ServerStatus>('/api/vivace/status', { signal }),
    enabled,
    ...keptEvery(REFRESH_MILLISECONDS),
  });
}
