import type { FlameTree } from './FlameTree';

/** What the width of a node means. */
export type FlameWidth = 'duration' | 'self';

/** Where each node lies: fractions of the whole width, from 0 to 1. */
export interface FlameLayout {
  readonly left: Float64Array;
  readonly width: Float64Array;
}

/**
 * Places children side by side inside of their parent, in order of start.
 *
 * By self time a node is as wide as the self times of its subtree together: widths add up exactly, and waiting shows only where it happens. By
 * duration a node is as wide as its duration, compared with its siblings; where children run at the same time or outlive their parent and so
 * need more than it has, they share its width in proportion.
 */
export function layoutFlame(tree: FlameTree, by: FlameWidth): FlameLayout {
  const weight = by === 'self' ? subtreeSelf(tree) : tree.duration;
  const { nodeCount, parent } = tree;

  const childWeight = new Float64Array(nodeCount);
  let rootWeight = 0;
  for (let node = 0; node < nodeCount; node++) {
    const above = parent[node]!;
    if (above < 0) rootWeight += weight[node]!;
    else childWeight[above]! += weight[node]!;
  }

  const left = new Float64Array(nodeCount);
  const width = new Float64Array(nodeCount);
  const nextLeft = new Float64Array(nodeCount);
  let nextRoot = 0;
  for (let node = 0; node < nodeCount; node++) {
    const above = parent[node]!;
    if (above < 0) {
      left[node] = nextRoot;
      width[node] = rootWeight > 0 ? weight[node]! / rootWeight : 0;
      nextRoot += width[node]!;
    } else {
      const room = Math.max(weight[above]!, childWeight[above]!);
      left[node] = nextLeft[above]!;
      width[node] = room > 0 ? (width[above]! * weight[node]!) / room : 0;
      nextLeft[above]! += width[node]!;
    }
    nextLeft[node] = left[node]!;
  }
  return { left, width };
}

function subtreeSelf(tree: FlameTree): Float64Array {
  const total = Float64Array.from(tree.self);
  for (let node = tree.nodeCount - 1; node >= 0; node--) {
    const above = tree.parent[node]!;
    if (above >= 0) total[above]! += total[node]!;
  }
  return total;
}
