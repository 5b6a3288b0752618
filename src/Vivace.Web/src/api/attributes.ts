import { useQuery } from '@tanstack/react-query';
import { getJson } from './client';

/** What one attribute of one type takes. */
export interface AttributeUse {
  readonly scope: 'span' | 'event' | 'link' | 'resource' | 'instrumentation';
  readonly name: string;
  readonly type: 'none' | 'text' | 'boolean' | 'integer' | 'double' | 'other';
  /** On disk. Those of resources and instrumentation scopes are shares of what these take together. */
  readonly bytes: number;
  /** Length of the values that are not in a block yet. */
  readonly liveBytes: number;
  readonly values: number;
  readonly distinct: number;
  readonly distinctKind: 'exact' | 'estimate' | 'atLeast';
}

/** What `/api/vivace/storage/attributes` answers: those with most bytes and those with most different values. */
export interface AttributeSurvey {
  readonly tenant: string;
  readonly blocks: number;
  readonly totalBlocks: number;
  readonly spans: number;
  readonly totalSpans: number;
  readonly partial: boolean;
  readonly message: string | null;
  /** Attributes that were found; more than are listed. */
  readonly total: number;
  readonly attributes: readonly AttributeUse[];
}

/** Counting reads columns of all blocks, so it is done when asked for and not again soon. */
const FRESH_MILLISECONDS = 5 * 60_000;

export function useAttributeSurvey(tenant: string, isWanted: boolean) {
  return useQuery({
    queryKey: ['attribute-survey', tenant],
    queryFn: ({ signal }) => getJson<AttributeSurvey>('/api/vivace/storage/attributes', { query: { tenant, limit: 100 }, signal }),
    enabled: isWanted,
    staleTime: FRESH_MILLISECONDS,
    gcTime: FRESH_MILLISECONDS,
  });
}
