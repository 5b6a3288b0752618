import { vi } from 'vitest';

export interface FakeRequest {
  method: string;
  /** The path without the query string. */
  path: string;
  query: URLSearchParams;
  headers: Headers;
  body: string | null;
  signal: AbortSignal | null;
}

type Answer = Response | ((request: FakeRequest) => Response | Promise<Response>);

/**
 * Replaces `fetch` until the end of the test. Answers are found by path; what is not listed gets a 404.
 * The requests made so far are in the array that comes back.
 */
export function fakeServer(answers: Record<string, Answer>): FakeRequest[] {
  const requests: FakeRequest[] = [];
  vi.stubGlobal('fetch', async (input: string | URL | Request, init: RequestInit = {}) => {
    const url = new URL(input instanceof Request ? input.url : String(input), 'http://page.test');
    const signal = init.signal ?? null;
    signal?.throwIfAborted();
    const request: FakeRequest = {
      method: init.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers: new Headers(init.headers),
      body: typeof init.body === 'string' ? init.body : null,
      signal,
    };
    requests.push(request);
    const answer = answers[url.pathname];
    if (answer === undefined) return new Response('404 page not found', { status: 404 });
    return typeof answer === 'function' ? answer(request) : answer.clone();
  });
  return requests;
}

export function json(value: unknown, init: ResponseInit = {}): Response {
  return new Response(JSON.stringify(value), { ...init, headers: { 'Content-Type': 'application/json', ...init.headers } });
}
