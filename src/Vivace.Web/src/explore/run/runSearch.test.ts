import { describe, expect, test } from 'vitest';
import { ApiError } from '../../api/ApiError';
import { fakeServer, json } from '../../testing/fakeServer';
import { queryForRun } from './queryForRun';
import { runSearch, type SearchNews } from './runSearch';
import type { SearchRequest } from './searchState';

const request: SearchRequest = {
  query: '{ .a = 1 }', startSeconds: 100, endSeconds: 200, limit: 20, spansPerSpanset: 3, sort: { key: 'duration', order: 'asc' }, fields: ['span.route'],
};

function lines(...documents: unknown[]): Response {
  return new Response(documents.map((document) => `${JSON.stringify(document)}\n`).join(''), { headers: { 'X-Request-Id': 'r-1' } });
}

async function run(isStreamed: boolean, signal = new AbortController().signal): Promise<SearchNews[]> {
  const news: SearchNews[] = [];
  await runSearch(request, { isStreamed, signal, onNews: (one) => news.push(one) });
  return news;
}

describe('a streamed search', () => {
  test('asks for the order, and for names and columns behind the own query', async () => {
    const requests = fakeServer({ '/api/vivace/search': lines({ type: 'meta' }, { type: 'traces', traces: [{ traceID: 'a' }] }, { type: 'done', metrics: {} }) });
    expect((await run(true)).map((one) => one.type)).toEqual(['traces', 'done']);
    expect(Object.fromEntries(requests[0]!.query)).toEqual({
      q: '{ .a = 1 } | select(name, resource.service.name, status, kind, span.route)',
      start: '100', end: '200', limit: '20', spss: '3', sort: 'duration', order: 'asc',
    });
  });

  test('that fails on its way throws what the server said, with the id of the request', async () => {
    fakeServer({ '/api/vivace/search': () => lines({ type: 'error', status: 504, message: 'took longer than 30 s' }) });
    const error = await run(true).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 504, message: 'took longer than 30 s', requestId: 'r-1' });
  });

  test('whose answer ends without an end is a failure', async () => {
    fakeServer({ '/api/vivace/search': lines({ type: 'traces', traces: [] }) });
    await expect(run(true)).rejects.toThrow('ended before');
  });
});

describe('a query that the server refuses', () => {
  test('is tried as it was written, so that positions in the message are right', async () => {
    const requests = fakeServer({ '/api/vivace/search': () => new Response('parse error at line 1, col 3', { status: 400 }) });
    await expect(run(true)).rejects.toThrow('line 1, col 3');
    expect(requests.map((one) => one.query.get('q'))).toEqual([expect.stringContaining('select('), '{ .a = 1 }']);
  });
});

describe('a server that does not stream', () => {
  test('answers at once, and the page tells that the order is of loaded rows', async () => {
    const requests = fakeServer({ '/api/search': json({ traces: [{ traceID: 'a' }], metrics: { inspectedTraces: 4 } }) });
    expect(await run(false)).toMatchObject([{ type: 'warning' }, { type: 'traces' }, { type: 'done', progress: { inspectedTraces: 4 } }]);
    expect(requests[0]!.query.has('sort')).toBe(false);
  });
});

test('an empty query asks for everything, hints stay last', () => {
  expect(queryForRun(' ', [])).toBe('{} | select(name, resource.service.name, status, kind)');
  expect(queryForRun('{ } with(most_recent=true)', ['kind', 'not a field!'])).toBe('{ } | select(name, resource.service.name, status, kind) with(most_recent=true)');
});
