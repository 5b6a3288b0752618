import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useFeature } from '../../api/about';
import { ApiError } from '../../api/ApiError';
import { useTraceSource } from '../file/TraceSource';
import { useTrace } from '../TraceStoreContext';
import { loadBackwardLinks, loadLinkTarget, type BackwardLink, type LinkTarget } from './linkTargets';

export interface LinkTargetState {
  /** `null` when the server does not have the span, `undefined` while or where that cannot be known. */
  readonly target: LinkTarget | null | undefined;
  readonly isLoading: boolean;
}

/** What a forward link leads to: looked up in this trace, else asked of the server. */
export function useLinkTarget(traceId: string, spanId: string): LinkTargetState {
  const model = useTrace((state) => state.model);
  const source = useTraceSource();
  // Nothing of a file goes to the server, not even the ids in its links.
  const canAsk = useFeature('spans') === true && source.type === 'server';
  const row = traceId === model.traceId ? model.rowOfSpan(spanId) : -1;
  const { data, error, isFetching } = useQuery({
    queryKey: ['link-target', traceId, spanId],
    queryFn: ({ signal }) => loadLinkTarget(traceId, spanId, signal),
    enabled: row < 0 && canAsk && traceId !== '' && spanId !== '',
    staleTime: 60_000,
    retry: false,
  });
  if (row >= 0) return { target: { service: model.serviceName(row), name: model.spanName(row) }, isLoading: false };
  if (error instanceof ApiError && error.status === 404) return { target: null, isLoading: false };
  return { target: data, isLoading: isFetching };
}

export interface BackwardLinksOfSpan {
  readonly links: readonly BackwardLink[];
  readonly isPartial: boolean;
  readonly isTruncated: boolean;
}

/** Links from other traces to one span. They are asked for once per trace; files have none. */
export function useBackwardLinks(spanId: string): BackwardLinksOfSpan | undefined {
  const traceId = useTrace((state) => state.model.traceId);
  const source = useTraceSource();
  const canAsk = useFeature('links') === true;
  const { data } = useQuery({
    queryKey: ['backward-links', traceId],
    queryFn: ({ signal }) => loadBackwardLinks(traceId, signal),
    enabled: canAsk && source.type === 'server',
    staleTime: 30_000,
    retry: false,
  });
  return useMemo(() => {
    if (data === undefined) return undefined;
    const links = data.links.filter((link) => link.linkedSpanId === spanId);
    return { links, isPartial: data.partial, isTruncated: data.truncated === true };
  }, [data, spanId]);
}
