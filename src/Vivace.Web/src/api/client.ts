import { ApiError, isAbort } from './ApiError';
import { useConnection } from './connection';
import { askToSignIn, signedIn } from './signIn';
import { useTenant } from './tenant';

export interface RequestOptions {
  method?: 'GET' | 'POST';
  /** Parameters of the query string; `undefined` and `null` are left out. */
  query?: Record<string, string | number | boolean | null | undefined>;
  /** Sent as JSON. */
  body?: unknown;
  accept?: string;
  signal?: AbortSignal | undefined;
  /** Another tenant than the chosen one. */
  tenant?: string | undefined;
}

/** The longest piece of a server's text that is shown to a person. */
const MESSAGE_CHARACTERS = 2_000;

/**
 * Sends a request to the server of this page. Answers outside 200 to 299 become an ApiError with the server's own
 * sentence; cancelling throws the browser's AbortError unchanged. A request that is refused because nobody is signed in
 * waits for that and is repeated.
 */
export async function request(path: string, options: RequestOptions = {}): Promise<Response> {
  const url = path + formatQuery(options.query);
  const headers = new Headers({ Accept: options.accept ?? 'application/json' });
  const tenant = options.tenant ?? useTenant.getState().tenant;
  if (tenant !== null) headers.set('X-Scope-OrgID', tenant);
  if (options.body !== undefined) headers.set('Content-Type', 'application/json');

  let response: Response;
  try {
    response = await fetch(url, {
      method: options.method ?? 'GET',
      headers,
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
  } catch (error) {
    if (isAbort(error)) throw error;
    useConnection.getState().lost();
    throw new ApiError('The server does not answer.', 0, null, path);
  }
  useConnection.getState().answered(response);
  if (response.status === 401 && (await askToSignIn(options.signal))) return request(path, options);
  if (response.status !== 401) signedIn();
  if (!response.ok) throw new ApiError(await errorMessage(response), response.status, response.headers.get('X-Request-Id'), path);
  return response;
}

export async function getJson<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const response = await request(path, options);
  try {
    return (await response.json()) as T;
  } catch (error) {
    if (isAbort(error)) throw error;
    const message = `The answer to ${path} is not JSON. Another program may be answering at this address.`;
    throw new ApiError(message, response.status, response.headers.get('X-Request-Id'), path);
  }
}

function formatQuery(query: RequestOptions['query']): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null) search.append(name, String(value));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

/** The server's own words: plain text, or the `message` or `error` of a JSON answer. */
async function errorMessage(response: Response): Promise<string> {
  let text = '';
  try {
    text = (await response.text()).trim();
  } catch {
    // The connection broke while the message was read; the status alone has to do.
  }
  if (text.startsWith('{')) {
    try {
      const parsed = JSON.parse(text) as { message?: unknown; error?: unknown };
      const message = parsed.message ?? parsed.error;
      if (typeof message === 'string' && message !== '') text = message;
    } catch {
      // Not JSON after all: shown as it is.
    }
  }
  if (text === '' || text.startsWith('<')) text = `The server answered ${response.status} ${response.statusText}`.trim() + '.';
  return text.length > MESSAGE_CHARACTERS ? `${text.slice(0, MESSAGE_CHARACTERS)}…` : text;
}
