import { formatSpanId } from '../model/spanIds';
import type { AttributeProgress } from '../model/AttributeSource';
import type { TraceData } from '../model/TraceData';
import { idText } from '../otlp/otlpFields';
import { resourceSpansOf, scopeSpansOf, type OtlpDocument } from '../otlp/otlpJson';
import type { SpanOrigin } from '../otlp/SpanOrigin';
import { fetchFrom } from './fetchFrom';
import type { ServerInput } from './messages';
import { readSkeleton } from './readSkeleton';
import type { TraceOrigin } from './TraceOrigin';

/** Spans that are asked for at once; the server takes no more. */
const spansPerRequest = 1_000;
/** Requests for spans under way at the same time. */
const requestsAtOnce = 3;
/** Rows that are asked for when a subtree is opened. */
const rowsPerSubtree = 50_000;

/** A trace of a server with Vivace's extras: first its structure, spans when they are wanted. */
export class SkeletonOrigin implements TraceOrigin {
  readonly #input: ServerInput;
  readonly #path: string;

  constructor(input: ServerInput) {
    this.#input = input;
    this.#path = `/api/vivace/traces/${encodeURIComponent(input.traceId)}`;
  }

  read(signal: AbortSignal): Promise<TraceData> {
    return this.#skeleton('', signal);
  }

  readBelow(spanId: string, offset: number, signal: AbortSignal): Promise<TraceData> {
    const root = spanId === '' ? '' : `root=${spanId}&`;
    return this.#skeleton(`?${root}offset=${offset}&limit=${rowsPerSubtree}`, signal);
  }

  async spans(
    trace: TraceData,
    rows: readonly number[],
    each: (row: number, origin: SpanOrigin) => void,
    onProgress: (progress: AttributeProgress) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const parts: (readonly number[])[] = [];
    for (let at = 0; at < rows.length; at += spansPerRequest) parts.push(rows.slice(at, at + spansPerRequest));
    let next = 0;
    let loaded = 0;
    const work = async () => {
      while (next < parts.length) {
        const part = parts[next++]!;
        await this.#part(trace, part, each, signal);
        loaded += part.length;
        if (parts.length > 1) onProgress({ loadedSpans: loaded, totalSpans: rows.length });
      }
    };
    await Promise.all(Array.from({ length: Math.min(requestsAtOnce, parts.length) }, work));
  }

  async match(query: string, signal: AbortSignal): Promise<readonly string[]> {
    const response = await fetchFrom(`${this.#path}/match?q=${encodeURIComponent(query)}`, this.#input.headers, signal);
    return ((await response.json()) as { readonly spanIds?: readonly string[] }).spanIds ?? [];
  }

  async #skeleton(query: string, signal: AbortSignal): Promise<TraceData> {
    const accept = 'application/vnd.vivace.skeleton';
    const response = await fetchFrom(`${this.#path}/skeleton${query}`, this.#input.headers, signal, { accept });
    return readSkeleton(await response.arrayBuffer());
  }

  async #part(
    trace: TraceData,
    rows: readonly number[],
    each: (row: number, origin: SpanOrigin) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const rowsOfId = new Map<string, number[]>();
    for (const row of rows) {
      const id = formatSpanId(trace.spanIds, row);
      const same = rowsOfId.get(id);
      if (same === undefined) rowsOfId.set(id, [row]);
      else same.push(row);
    }
    const body = { spanIds: [...rowsOfId.keys()] };
    const response = await fetchFrom(`${this.#path}/spans`, this.#input.headers, signal, { body });
    const document = (await response.json()) as OtlpDocument;
    for (const resourceSpans of resourceSpansOf(document)) {
      for (const scopeSpans of scopeSpansOf(resourceSpans)) {
        for (const span of scopeSpans.spans ?? []) {
          const same = rowsOfId.get(idText(span.spanId, 8));
          // Spans with the same id come in the order of their rows.
          const row = same !== undefined && same.length > 1 ? same.shift() : same?.[0];
          if (row !== undefined) each(row, { span, service: '', resourceSpans, scopeSpans });
        }
      }
    }
  }
}
