import { describe, expect, it, vi } from 'vitest';
import { fakeServer, json } from '../testing/fakeServer';
import { fetchAbout, plainTempo } from './about';
import { ApiError } from './ApiError';
import { getJson, request } from './client';
import { useConnection } from './connection';
import { readLines } from './readLines';
import { useTenant } from './tenant';

async function failure(promise: Promise<unknown>): Promise<ApiError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ApiError);
  return error as ApiError;
}

describe('a request', () => {
  it('leaves out absent parameters and names the tenant', async () => {
    const requests = fakeServer({ '/api/search': json({ traces: [] }) });
    useTenant.getState().choose('shop');
    await getJson('/api/search', { query: { q: '{}', limit: 20, start: undefined, end: null } });
    useTenant.getState().choose(null);
    await getJson('/api/search');
    expect(requests.map(({ query, headers }) => [query.toString(), headers.get('X-Scope-OrgID')])).toEqual([
      ['q=%7B%7D&limit=20', 'shop'],
      ['', null],
    ]);
  });

  it('that is refused carries the sentence, the status and the request id', async () => {
    fakeServer({ '/api/search': new Response('line 1: unknown word\n', { status: 400, headers: { 'X-Request-Id': 'r-7' } }) });
    const error = await failure(getJson('/api/search'));
    expect([error.message, error.status, error.requestId, error.path]).toEqual(['line 1: unknown word', 400, 'r-7', '/api/search']);
  });

  it('takes the sentence out of a JSON answer and never shows a page of HTML', async () => {
    fakeServer({
      '/message': json({ message: 'too many queries' }, { status: 429 }),
      '/error': json({ error: 'no such trace' }, { status: 404 }),
      '/html': new Response('<html>proxy</html>', { status: 502, statusText: 'Bad Gateway' }),
      '/long': new Response('x'.repeat(5_000), { status: 500 }),
    });
    expect((await failure(request('/message'))).message).toBe('too many queries');
    expect((await failure(request('/error'))).message).toBe('no such trace');
    expect((await failure(request('/html'))).message).toBe('The server answered 502 Bad Gateway.');
    expect((await failure(request('/long'))).message).toHaveLength(2_001);
  });

  it('without an answer marks the connection as lost until the next answer', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    const error = await failure(request('/api/search'));
    expect(error.isOffline).toBe(true);
    expect(useConnection.getState().state).toBe('lost');
    fakeServer({ '/api/search': new Response('starting', { status: 503 }) });
    await failure(request('/api/search'));
    expect(useConnection.getState().state).toBe('unready');
    fakeServer({ '/api/search': json({}) });
    await request('/api/search');
    expect(useConnection.getState().state).toBe('ok');
  });

  it('that is cancelled throws the abort and says nothing about the connection', async () => {
    fakeServer({ '/api/search': json({}) });
    const controller = new AbortController();
    controller.abort();
    await expect(request('/api/search', { signal: controller.signal })).rejects.toMatchObject({ name: 'AbortError' });
    expect(useConnection.getState().state).toBe('ok');
  });

  it('answered with something else than JSON says so', async () => {
    fakeServer({ '/api/vivace/status': new Response('<html>') });
    expect((await failure(getJson('/api/vivace/status'))).message).toContain('is not JSON');
  });
});

describe('a stream of lines', () => {
  const stream = (chunks: Uint8Array[]) =>
    new Response(
      new ReadableStream({
        start(controller) {
          for (const chunk of chunks) controller.enqueue(chunk);
          controller.close();
        },
      }),
    );

  it('is read whole wherever the network cuts it, within a character too', async () => {
    const bytes = new TextEncoder().encode('{"name":"grüße"}\n\n{"name":"日本"}\n{"name":"last"}');
    for (let size = 1; size <= bytes.length; size++) {
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.slice(index * size, (index + 1) * size));
      const names: string[] = [];
      for await (const line of readLines<{ name: string }>(stream(chunks))) names.push(line.name);
      expect(names).toEqual(['grüße', '日本', 'last']);
    }
  });

  it('left early closes the connection', async () => {
    let cancelled = false;
    const endless = new Response(
      new ReadableStream({
        pull: (controller) => controller.enqueue(new TextEncoder().encode('{"n":1}\n')),
        cancel: () => {
          cancelled = true;
        },
      }),
    );
    for await (const line of readLines<{ n: number }>(endless)) {
      expect(line.n).toBe(1);
      break;
    }
    expect(cancelled).toBe(true);
  });
});

describe("the server's description", () => {
  it('of a server without one is that of a plain Tempo', async () => {
    fakeServer({});
    expect(await fetchAbout()).toEqual(plainTempo);
    fakeServer({ '/api/vivace/about': new Response('<html>some other page</html>') });
    expect(await fetchAbout()).toEqual(plainTempo);
    fakeServer({ '/api/vivace/about': json(['not', 'it']) });
    expect(await fetchAbout()).toEqual(plainTempo);
  });

  it('fills what an older server leaves out', async () => {
    fakeServer({ '/api/vivace/about': json({ product: 'Vivace', version: '0.1.0', features: ['search'] }) });
    expect(await fetchAbout()).toEqual({ ...plainTempo, product: 'Vivace', version: '0.1.0', features: ['search'] });
  });

  it('that is refused or broken is an error, not a plain Tempo', async () => {
    for (const status of [401, 403, 500, 503]) {
      fakeServer({ '/api/vivace/about': new Response('no', { status }) });
      expect((await failure(fetchAbout())).status).toBe(status);
    }
  });
});
