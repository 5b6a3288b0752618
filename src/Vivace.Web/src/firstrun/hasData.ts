import { plainTempo, type About } from '../api/about';
import { getJson } from '../api/client';

export interface FoundTrace {
  traceID: string;
  rootServiceName?: string;
  rootTraceName?: string;
}

/** How far back a server without a status is asked, in seconds: what every Tempo allows by default. */
const WEEK_SECONDS = 604_800;

/** Whether the server has any span at all. Its status knows exactly; other servers are asked for a trace of the last week. */
export async function fetchHasData(about: About = plainTempo, signal?: AbortSignal): Promise<boolean> {
  if (about.features.includes('status') && !about.multitenancy) {
    const status = await getJson<{ live?: { spans?: number }; blocks?: { spans?: number }; ingest?: { spansTotal?: number } }>(
      '/api/vivace/status',
      { signal },
    );
    return (status.live?.spans ?? 0) + (status.blocks?.spans ?? 0) + (status.ingest?.spansTotal ?? 0) > 0;
  }
  const limit = about.limits.searchMaxRangeSeconds ?? 0;
  return (await fetchNewestTrace(limit > 0 ? Math.min(limit, WEEK_SECONDS) : WEEK_SECONDS, signal)) !== null;
}

/** The newest trace of the last seconds; clocks that run ahead by up to a minute are allowed for. */
export async function fetchNewestTrace(rangeSeconds: number, signal?: AbortSignal): Promise<FoundTrace | null> {
  const end = Math.ceil(Date.now() / 1_000) + 60;
  const answer = await getJson<{ traces?: FoundTrace[] }>('/api/search', {
    query: { q: '{}', limit: 1, start: end - rangeSeconds, end },
    signal,
  });
  return answer.traces?.[0] ?? null;
}
