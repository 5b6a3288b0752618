/**
 * What a flame graph draws: nodes in depth-first order, each with a value that decides its width. Nodes stand for one span, or for all spans
 * with the same stack of services and names.
 */
export interface FlameTree {
  readonly nodeCount: number;
  /** Node of the parent, -1 for roots; always smaller than the node itself. */
  readonly parent: Int32Array;
  readonly depth: Uint16Array;
  /** First node after the subtree of a node. */
  readonly subtreeEnd: Int32Array;
  /** Nanoseconds. */
  readonly duration: Float64Array;
  /** Nanoseconds. */
  readonly self: Float64Array;
  /** Spans of the node; 1 unless stacks are merged. */
  readonly spans: Uint32Array;
  readonly errors: Uint32Array;
  /** Row of the span a node stands for: of several the longest. */
  readonly row: Int32Array;
  /** From a row to its node. */
  readonly nodeOfRow: Int32Array;
  readonly maximumDepth: number;
}
