import { ApiError, isAbort } from '../../api/ApiError';
import { getJson, request as sendRequest } from '../../api/client';
import { readLines } from '../../api/readLines';
import { effectiveQuery, queryForRun } from './queryForRun';
import { readSearchAnswer, readSearchEvent, type SearchEvent } from './searchEvents';
import { searchParameters, searchPaths } from './searchParameters';
import type { SearchRequest } from './searchState';

/** What a running search tells; a failure is thrown instead. */
export type SearchNews = Exclude<SearchEvent, { readonly type: 'error' }>;

/** How a search is run. */
export interface RunOptions {
  /** Whether the server streams searches; otherwise one whole answer is asked for, newest first. */
  readonly isStreamed: boolean;
  readonly signal: AbortSignal;
  readonly onNews: (news: SearchNews) => void;
}

/**
 * Runs a search and tells what it finds while it runs. It returns after `done` was told; every failure is thrown: ApiError for what the
 * server says, the browser's AbortError after cancelling.
 */
export async function runSearch(request: SearchRequest, options: RunOptions): Promise<void> {
  const query = effectiveQuery(request.query);
  const withFields = queryForRun(request.query, request.fields);
  try {
    await (options.isStreamed ? runStreamed : runPlain)(request, withFields, options);
  } catch (error) {
    // What is wrong with the person's query is told in its own positions; a query that takes no further stage runs without it.
    if (!(error instanceof ApiError) || error.status !== 400 || withFields === query) throw error;
    await (options.isStreamed ? runStreamed : runPlain)(request, query, options);
  }
}

async function runStreamed(request: SearchRequest, query: string, { signal, onNews }: RunOptions): Promise<void> {
  const response = await sendRequest(searchPaths.streamed, {
    query: searchParameters(request, query, true),
    accept: 'application/x-ndjson',
    signal,
  });
  const requestId = response.headers.get('X-Request-Id');
  const fail = (message: string, status: number) => new ApiError(message, status, requestId, searchPaths.streamed);
  let isDone = false;
  try {
    for await (const line of readLines<unknown>(response)) {
      const event = readSearchEvent(line);
      if (event?.type === 'error') throw fail(event.message, event.status);
      if (event !== undefined) onNews(event);
      isDone ||= event?.type === 'done';
    }
  } catch (error) {
    if (error instanceof ApiError || isAbort(error) || signal.aborted) throw error;
    throw fail('The connection broke before the search was finished.', 0);
  }
  if (!isDone) throw fail('The answer ended before the search was finished.', 0);
}

async function runPlain(request: SearchRequest, query: string, { signal, onNews }: RunOptions): Promise<void> {
  const answer = await getJson<unknown>(searchPaths.plain, { query: searchParameters(request, query, false), signal });
  if (request.sort.key !== 'start' || request.sort.order !== 'desc') {
    onNews({
      type: 'warning',
      warning: { code: 'other', message: 'This server finds the newest traces only; the order is that of the loaded ones.' },
    });
  }
  for (const event of readSearchAnswer(answer)) {
    if (event.type !== 'error') onNews(event);
  }
}
