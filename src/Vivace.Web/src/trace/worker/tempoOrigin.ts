import { ApiError } from '../../api/ApiError';
import { idText } from '../otlp/otlpFields';
import { resourceSpansOf, scopeSpansOf, type OtlpDocument } from '../otlp/otlpJson';
import { DocumentOrigin } from './DocumentOrigin';
import { fetchFrom } from './fetchFrom';
import type { ServerInput } from './messages';

const matchesNothing = '{ name = "a" && name = "b" }';

function idsOf(document: OtlpDocument): string[] {
  return resourceSpansOf(document).flatMap((resourceSpans) =>
    scopeSpansOf(resourceSpans).flatMap((scopeSpans) => (scopeSpans.spans ?? []).map((span) => idText(span.spanId, 8))),
  );
}

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
  const ask = async (path: string, query: string, signal: AbortSignal) => {
    const response = await fetchFrom(path + encodeURIComponent(query), input.headers, signal);
    return (await response.json()) as OtlpDocument & { readonly spanIds?: readonly string[] };
  };
  const filtered = async (query: string, signal: AbortSignal) => idsOf(await ask(`/api/v2/traces/${id}?q=`, query, signal));
  let filters: boolean | undefined;
  const match = async (query: string, signal: AbortSignal): Promise<readonly string[]> => {
    if (input.match) return (await ask(`/api/vivace/traces/${id}/match?q=`, query, signal)).spanIds ?? [];
    // Newer Tempos filter within a trace, older ones pass over the filter and answer everything: what cannot match tells.
    filters ??= (await filtered(matchesNothing, signal)).length === 0;
    if (!filters) throw new ApiError('This server cannot filter within a trace.', 501, null, `/api/v2/traces/${id}`);
    return filtered(query, signal);
  };
  return new DocumentOrigin(load, undefined, match);
}
