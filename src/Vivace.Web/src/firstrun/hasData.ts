import { plainTempo, type About } from '../api/about';
import { ApiError } from '../api/ApiError';
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
    const status = await fetchCounts(signal);
    if (status !== null) return (status.live?.spans ?? 0) + (status.blocks?.spans ?? 0) + (status.ingest?.spansTotal ?? 0) > 0;
  }
  const limit = about.limits.searchMaxRangeSeconds ?? 0;
  return (await fetchNewestTrace(limit > 0 ? Math.min(limit, WEEK_SECONDS) : WEEK_SECONDS, signal)) !== null;
}

interface Counts {
  live?: { spans?: number };
  blocks?: { spans?: number };
  ingest?: { spansTotal?: number };
}

/** The counts of the status; `null` where it may not be read, or is not there after all. */
async function fetchCounts(signal?: AbortSignal): Promise<Counts | null> {
  try {
    return await getJson<Counts>('/api/vivace/status', { signal });
  } catch (error) {
    if (error instanceof ApiError && (error.status === 403 || error.status === 404)) return null;
    throw error;
  }
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
