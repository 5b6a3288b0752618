/** Which part of a trace an answer holds; traces too large for one answer are read window by window. */
export interface TraceWindow {
  /** Span below which the window lies; null for the whole trace. */
  readonly root: string | null;
  /** Levels below the root that were asked for or fitted. */
  readonly depth: number;
  /** Children of the root that were skipped. */
  readonly offset: number;
  readonly limit: number;
  /** Rows there are below the root. */
  readonly total: number;
}
