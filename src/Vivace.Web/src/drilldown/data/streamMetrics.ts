import { ApiError, isAbort } from '../../api/ApiError';
import { request } from '../../api/client';
import { readLines } from '../../api/readLines';
import { asNumber, asRecord, asText } from '../../explore/json';
import type { DrillRange } from './drillRange';
import { fetchInstant } from './fetchMetrics';
import { readLabelled, type LabelledSeries } from './labelledSeries';

/** What a running metrics query tells; a failure is thrown instead. */
export interface MetricsNews {
  /** Everything counted so far; absent when only the progress changed. */
  readonly series?: readonly LabelledSeries[];
  /** Share of the work done, 0 to 1. */
  readonly fraction?: number | undefined;
  /** Why something is missing. */
  readonly warning?: string;
}

const path = '/api/vivace/metrics';

/**
 * Runs a metrics query whose sums over the whole range are wanted, and tells what it has while it runs where the server can do that. It
 * returns when the answer is whole, or as whole as it gets.
 */
export async function streamMetrics(query: string, range: DrillRange, isStreamed: boolean, signal: AbortSignal, onNews: (news: MetricsNews) => void): Promise<void> {
  if (!isStreamed) {
    const { series, partial } = await fetchInstant(query, range, signal);
    onNews({ series, fraction: 1, ...(partial === undefined ? {} : { warning: partial }) });
    return;
  }
  const response = await request(path, {
    query: { q: query, start: range.startSeconds, end: range.endSeconds, instant: true },
    accept: 'application/x-ndjson',
    signal,
  });
  const requestId = response.headers.get('X-Request-Id');
  let isDone = false;
  try {
    for await (const json of readLines<unknown>(response)) {
      const line = asRecord(json);
      if (line.type === 'error') throw new ApiError(asText(line.message) ?? 'The query failed.', asNumber(line.status), requestId, path);
      isDone ||= line.type === 'done';
      const news = newsOf(line);
      if (news !== undefined) onNews(news);
    }
  } catch (error) {
    if (error instanceof ApiError || isAbort(error) || signal.aborted) throw error;
    throw new ApiError('The connection broke before the query was finished.', 0, requestId, path);
  }
  if (!isDone) throw new ApiError('The answer ended before the query was finished.', 0, requestId, path);
}

function newsOf(line: Readonly<Record<string, unknown>>): MetricsNews | undefined {
  switch (line.type) {
    case 'series':
      return { series: readLabelled(line).series };
    case 'progress': {
      const total = asNumber(line.totalJobs);
      return { fraction: total === 0 ? undefined : Math.min(1, asNumber(line.completedJobs) / total) };
    }
    case 'warning':
      return { warning: asText(line.message) ?? 'Some of the data could not be read.' };
    case 'done':
      return { fraction: 1 };
    default:
      return undefined;
  }
}
