import type { SpanDetails } from './SpanDetails';

/** Where attributes, events and links come from: the server by span ids, or memory for a file or another server's trace. */
export interface SpanDetailsSource {
  /**
   * Details of the given rows of the current model, in that order. Rows that the source no longer has are left out.
   * Rejects with the server's error, or with an AbortError when `signal` is aborted.
   */
  load(rows: readonly number[], signal?: AbortSignal): Promise<readonly SpanDetails[]>;
}
