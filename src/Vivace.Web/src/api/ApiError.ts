/** What went wrong with a request, in the words that an error state shows. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    message: string,
    /** The HTTP status; 0 when no answer came. */
    readonly status: number,
    /** The request's id at the server, for its log. */
    readonly requestId: string | null,
    /** The path that was asked for, without the host. */
    readonly path: string,
  ) {
    super(message);
  }

  /** No answer came at all: the server is down, restarting or not reachable. */
  get isOffline(): boolean {
    return this.status === 0;
  }
}

/** Whether an error only says that the page itself gave up the request. */
export function isAbort(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'name' in error && error.name === 'AbortError';
}
