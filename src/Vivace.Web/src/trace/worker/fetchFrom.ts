import { ApiError, isAbort } from '../../api/ApiError';

/** Sends a request from the worker; answers that are not 2xx become an ApiError with the server's own sentence. */
export async function fetchFrom(
  path: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
  options: { readonly accept?: string; readonly body?: unknown } = {},
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, {
      headers: {
        ...headers,
        Accept: options.accept ?? 'application/json',
        ...(options.body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      signal,
      ...(options.body === undefined ? {} : { method: 'POST', body: JSON.stringify(options.body) }),
    });
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new ApiError('The server does not answer.', 0, null, path);
  }
  if (response.ok) return response;
  throw new ApiError(await messageOf(response), response.status, response.headers.get('X-Request-Id'), path);
}

async function messageOf(response: Response): Promise<string> {
  const text = (await response.text().catch(() => '')).trim();
  if (text.startsWith('{')) {
    try {
      const parsed = JSON.parse(text) as { readonly message?: unknown; readonly error?: unknown };
      const message = parsed.message ?? parsed.error;
      if (typeof message === 'string' && message !== '') return message;
    } catch {
      // Shown as it is.
    }
  }
  return text === '' || text.startsWith('<') ? `The server answered ${response.status} ${response.statusText}.` : text.slice(0, 2_000);
}
