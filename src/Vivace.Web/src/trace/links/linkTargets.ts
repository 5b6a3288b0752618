import { getJson } from '../../api/client';
import { normaliseOtlp } from '../file/normaliseOtlp';

/** What a link leads to, as far as the server knows it. */
export interface LinkTarget {
  readonly service: string;
  readonly name: string;
}

/** Service and name of a span of another trace; `null` when the server does not have it (any more, or yet). */
export async function loadLinkTarget(traceId: string, spanId: string, signal: AbortSignal): Promise<LinkTarget | null> {
  const path = `/api/vivace/traces/${encodeURIComponent(traceId)}/spans`;
  const answer = await getJson<unknown>(path, { query: { ids: spanId }, signal });
  for (const { resource, scopeSpans } of normaliseOtlp(answer).resourceSpans) {
    for (const { spans } of scopeSpans) {
      const span = spans.find((candidate) => candidate.spanId === spanId);
      if (span === undefined) continue;
      const service = resource?.attributes?.find((attribute) => attribute.key === 'service.name')?.value?.stringValue;
      return { service: service ?? '', name: span.name ?? '' };
    }
  }
  return null;
}

/** A span elsewhere that has a link into this trace. */
export interface BackwardLink {
  readonly traceId: string;
  readonly spanId: string;
  readonly service: string;
  readonly name: string;
  readonly startUnixNano: string;
  readonly linkedSpanId: string;
}

export interface BackwardLinks {
  readonly links: readonly BackwardLink[];
  /** There are more than the most that is asked for. */
  readonly truncated?: boolean;
  /** A part of the data could not be read. */
  readonly partial: boolean;
}

export function loadBackwardLinks(traceId: string, signal: AbortSignal): Promise<BackwardLinks> {
  const path = `/api/vivace/traces/${encodeURIComponent(traceId)}/links`;
  return getJson<BackwardLinks>(path, { query: { limit: 1000 }, signal });
}
