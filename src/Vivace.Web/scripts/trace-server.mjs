// A server of the built page and of generated traces, for measurements and for looking at the trace page without a
// real server: /trace/<32 hex digits> whose last eight digits are the number of spans. Prints nothing, keeps nothing.
import { createServer as createHttpServer } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { createServer as createViteServer } from 'vite';
import { aboutWith, sendPageFile } from './page-files.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
/** The id of the generated trace with so many spans. */
export const traceIdOf = (spans) => 'c0ffee00'.repeat(3) + spans.toString(16).padStart(8, '0');

/** Starts it on a free port; `skeleton: false` makes it a plain Tempo. */
export async function startTraceServer({ skeleton = true, port = 0 } = {}) {
  const vite = await createViteServer({ root, server: { middlewareMode: true, ws: false }, appType: 'custom', logLevel: 'error' });
  const { generateTrace } = await vite.ssrLoadModule('/src/testing/traceGenerator.ts');
  const { encodeSkeleton } = await vite.ssrLoadModule('/src/testing/encodeSkeleton.ts');
  const { windowOf } = await vite.ssrLoadModule('/src/testing/windowOf.ts');
  const { buildTrace } = await vite.ssrLoadModule('/src/trace/model/buildTrace.ts');
  const { readOtlp } = await vite.ssrLoadModule('/src/trace/otlp/readOtlp.ts');
  const { TraceModel } = await vite.ssrLoadModule('/src/trace/model/TraceModel.ts');
  await vite.close();

  const traces = new Map();
  const traceOf = (id) => {
    if (!traces.has(id)) {
      const now = BigInt(Date.now() - 3_600_000) * 1_000_000n;
      const document = generateTrace({ spans: Number.parseInt(id.slice(24), 16), startUnixNano: now });
      const data = buildTrace(readOtlp(document).spans).data;
      const spans = new Map();
      for (const resourceSpans of document.resourceSpans) {
        for (const scopeSpans of resourceSpans.scopeSpans) {
          for (const span of scopeSpans.spans) spans.set(span.spanId, { resource: resourceSpans.resource, scope: scopeSpans.scope, span });
        }
      }
      traces.set(id, { model: new TraceModel(data), document, spans, answers: new Map() });
    }
    return traces.get(id);
  };
  // Made once and kept, so that the page is measured and not this server.
  const answer = (trace, key, make) => {
    if (!trace.answers.has(key)) trace.answers.set(key, gzipSync(make(), { level: 1 }));
    return trace.answers.get(key);
  };

  const server = createHttpServer(async (request, response) => {
    const url = new URL(request.url, 'http://localhost');
    const send = (status, type, body, headers = {}) => response.writeHead(status, { 'Content-Type': type, ...headers }).end(body);
    const gzip = { 'Content-Encoding': 'gzip' };
    const path = url.pathname;
    if (path === '/api/vivace/about' && skeleton) return send(200, 'application/json', JSON.stringify(aboutWith(['skeleton', 'spans', 'match'])));
    const extra = skeleton && /^\/api\/vivace\/traces\/([0-9a-f]{32})\/(\w+)$/.exec(path);
    if (extra) {
      const trace = traceOf(extra[1]);
      if (extra[2] === 'skeleton') {
        const make = () => Buffer.from(encodeSkeleton(windowOf(trace.model, url.searchParams)));
        return send(200, 'application/vnd.vivace.skeleton', answer(trace, url.search, make), gzip);
      }
      if (extra[2] === 'match') {
        const failed = [...trace.spans.values()].filter(({ span }) => span.status.code === 2).map(({ span }) => span.spanId);
        return send(200, 'application/json', JSON.stringify({ matched: failed.length, total: trace.spans.size, spanIds: failed }));
      }
      let body = '';
      for await (const part of request) body += part;
      const resourceSpans = JSON.parse(body).spanIds.flatMap((id) => {
        const found = trace.spans.get(id);
        return found === undefined ? [] : [{ resource: found.resource, scopeSpans: [{ scope: found.scope, spans: [found.span] }] }];
      });
      return send(200, 'application/json', JSON.stringify({ trace: { resourceSpans } }));
    }
    const plain = /^\/api\/v2\/traces\/([0-9a-f]{32})$/.exec(path);
    if (plain) {
      const trace = traceOf(plain[1]);
      return send(200, 'application/json', answer(trace, 'json', () => JSON.stringify({ trace: trace.document })), gzip);
    }
    if (path.startsWith('/api/')) return send(404, 'text/plain', '404 page not found');
    return sendPageFile(response, path);
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    /** Makes a trace and its answers before they are asked for. */
    prepare(spans) {
      const trace = traceOf(traceIdOf(spans));
      if (skeleton) answer(trace, '', () => Buffer.from(encodeSkeleton(windowOf(trace.model, new URLSearchParams()))));
      else answer(trace, 'json', () => JSON.stringify({ trace: trace.document }));
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const port = Number(process.argv[2] ?? 4180);
  const server = await startTraceServer({ port });
  console.log(`${server.url}/trace/${traceIdOf(1000)}`);
}
