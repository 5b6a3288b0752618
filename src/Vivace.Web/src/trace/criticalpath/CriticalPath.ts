/**
 * The steps that made a trace (or a span) as long as it was, in order of time: at each moment the span that everything
 * else waited for.
 */
export interface CriticalPath {
  readonly count: number;
  readonly row: Int32Array;
  /** Nanoseconds after the start of the trace. */
  readonly from: Float64Array;
  readonly to: Float64Array;
  /** What the percentages refer to, nanoseconds. */
  readonly duration: number;
  /** 1 for rows that have a step. */
  readonly onPath: Uint8Array;
  /** Time on the path by row, of those that have a step, longest first. */
  readonly byRow: readonly PathShare[];
}

export interface PathShare {
  readonly row: number;
  readonly nanoseconds: number;
}

/** A path, or the sentence that says why there is none. */
export type CriticalPathResult =
  | { readonly path: CriticalPath; readonly reason: null }
  | { readonly path: null; readonly reason: string };
