import type { SearchRequest } from './searchState';

/** The endpoints of a search. */
export const searchPaths = { streamed: '/api/vivace/search', plain: '/api/search' } as const;

/** The parameters of a search; `query` is sent instead of the request's own. The order is for servers that know it. */
export function searchParameters(request: SearchRequest, query: string, isStreamed: boolean): Record<string, string | number> {
  return {
    q: query,
    start: request.startSeconds,
    end: request.endSeconds,
    limit: request.limit,
    spss: request.spansPerSpanset,
    ...(isStreamed ? { sort: request.sort.key, order: request.sort.order } : {}),
  };
}
