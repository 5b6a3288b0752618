import { ApiError } from '../../api/ApiError';
import type { WorkerFailure } from './messages';

/** What went wrong as something that can be posted. */
export function failureOf(error: unknown): WorkerFailure {
  if (error instanceof ApiError) {
    return { message: error.message, status: error.status, requestId: error.requestId, path: error.path };
  }
  const message = error instanceof SyntaxError ? 'The trace is not valid JSON.' : error instanceof Error ? error.message : String(error);
  return { message, status: -1, requestId: null, path: '' };
}

export function errorOf(failure: WorkerFailure): Error {
  if (failure.status < 0) return new Error(failure.message);
  return new ApiError(failure.message, failure.status, failure.requestId, failure.path);
}
