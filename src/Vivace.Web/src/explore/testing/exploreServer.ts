import { vi } from 'vitest';
import { fullAbout } from '../../testing/about';
import { fakeServer, json, type FakeRequest } from '../../testing/fakeServer';

/** A search whose lines a test sends one by one. */
export interface LiveSearch {
  readonly send: (...lines: unknown[]) => void;
  readonly end: () => void;
  /** Whether the page has closed the connection. */
  readonly isCancelled: () => boolean;
}

/** A trace as the streamed search sends it. */
export function traceJson(id: string, changed: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    traceID: id.repeat(32).slice(0, 32),
    rootServiceName: 'shop',
    rootTraceName: `GET /${id}`,
    startTimeUnixNano: '1700000000000000000',
    durationNanos: '200000000',
    spanCount: 5,
    errorCount: 1,
    serviceStats: { shop: { spanCount: 3 }, cart: { spanCount: 2, errorCount: 1 } },
    spanSets: [{
      matched: 4,
      spans: [{
        spanID: '0000000000000003', name: 'charge card', startTimeUnixNano: '1700000000070000000', durationNanos: '30000000',
        attributes: [
          { key: 'service.name', value: { stringValue: 'cart' } }, { key: 'status', value: { stringValue: 'error' } },
          { key: 'http.route', value: { stringValue: '/pay' } },
        ],
      }],
    }],
    ...changed,
  };
}

/** The last line of a streamed search. */
export function done(changed: Record<string, unknown> = {}): Record<string, unknown> {
  return { type: 'done', matched: 1, metrics: { completedJobs: 4, totalJobs: 4, inspectedSpans: '1234', inspectedBytes: '1048576' }, partial: false, ...changed };
}

/** Answers of a server that has some traces; each test changes what it is about. */
export function exploreServer(answers: Parameters<typeof fakeServer>[0] = {}): FakeRequest[] {
  return fakeServer({
    '/api/vivace/about': () => json(fullAbout),
    '/api/vivace/search': () => lines({ type: 'meta' }, { type: 'traces', traces: [traceJson('a')] }, done()),
    '/api/vivace/validate': () => json({ valid: true, diagnostics: [] }),
    '/api/metrics/query_range': () => json({ series: [] }),
    '/api/metrics/query': () => json({ series: [] }),
    '/api/search': () => json({ traces: [], metrics: {} }),
    '/api/v2/search/tags': () => json({ scopes: [{ name: 'span', tags: ['http.route', 'http.request.method'] }, { name: 'resource', tags: ['service.name'] }] }),
    '/api/v2/search/tag/resource.service.name/values': () => json({ tagValues: [{ type: 'string', value: 'cart' }, { type: 'string', value: 'shop' }] }),
    ...answers,
  });
}

/** A whole streamed answer. */
export function lines(...documents: unknown[]): Response {
  return new Response(documents.map((document) => `${JSON.stringify(document)}\n`).join(''), { headers: { 'X-Request-Id': 'request-7' } });
}

/** A streamed answer that stays open. */
export function liveSearch(): { readonly answer: (request: FakeRequest) => Response; readonly live: LiveSearch } {
  let stream: ReadableStreamDefaultController<Uint8Array> | undefined;
  let isCancelled = false;
  const encoder = new TextEncoder();
  const answer = ({ signal }: FakeRequest) => {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        stream = controller;
      },
    });
    signal?.addEventListener('abort', () => {
      isCancelled = true;
      stream?.error(new DOMException('aborted', 'AbortError'));
    });
    return new Response(body);
  };
  return {
    answer,
    live: {
      send: (...documents) => stream?.enqueue(encoder.encode(documents.map((document) => `${JSON.stringify(document)}\n`).join(''))),
      end: () => stream?.close(),
      isCancelled: () => isCancelled,
    },
  };
}

/** Gives elements sizes, without which a table of only visible rows has none. */
export function giveSizes(): void {
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(30);
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(800);
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(1200);
}
