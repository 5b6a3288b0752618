import { ApiError } from '../../api/ApiError';
import { idText } from '../otlp/otlpFields';
import { resourceSpansOf, scopeSpansOf, type OtlpDocument } from '../otlp/otlpJson';
import { DocumentOrigin } from './DocumentOrigin';
import { fetchFrom } from './fetchFrom';
import type { ServerInput } from './messages';

/** A trace of any server that speaks Tempo's API: read whole, kept in memory. */
export function tempoOrigin(input: ServerInput): DocumentOrigin {
  const id = encodeURIComponent(input.traceId);
  const load = async (signal: AbortSignal): Promise<OtlpDocument> => {
    const path = `/api/v2/traces/${id}`;
    const document = (await (await fetchFrom(path, input.headers, signal)).json()) as OtlpDocument;
    // Version 2 answers an unknown trace with an empty one.
    if (resourceSpansOf(document).length === 0) throw new ApiError('There is no trace with this id.', 404, null, path);
    return document;
  };
  // Tempo's own filter within a trace, which newer versions have; older ones ignore it and answer everything.
  const match = async (query: string, signal: AbortSignal): Promise<readonly string[]> => {
    const base = input.match ? `/api/vivace/traces/${id}/match?q=` : `/api/v2/traces/${id}?q=`;
    const answer = (await (await fetchFrom(base + encodeURIComponent(query), input.headers, signal)).json()) as OtlpDocument & {
      readonly spanIds?: readonly string[];
    };
    if (answer.spanIds !== undefined) return answer.spanIds;
    return resourceSpansOf(answer).flatMap((resourceSpans) =>
      scopeSpansOf(resourceSpans).flatMap((scopeSpans) => (scopeSpans.spans ?? []).map((span) => idText(span.spanId, 8))),
    );
  };
  return new DocumentOrigin(load, undefined, match);
}
