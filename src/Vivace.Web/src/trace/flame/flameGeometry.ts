import type { FlameLayout } from './layoutFlame';
import type { FlameTree } from './FlameTree';

/** A rectangle to draw, in pixels from the left and in levels from the top. */
export interface FlameRectangle {
  readonly node: number;
  readonly x: number;
  readonly width: number;
  readonly level: number;
}

/** Calls `draw` for each node that can be seen when `zoom` (or, for -1, everything) fills `pixels`. Ancestors of it fill the whole width. */
export function visibleRectangles(
  tree: FlameTree,
  layout: FlameLayout,
  zoom: number,
  pixels: number,
  levels: { readonly first: number; readonly last: number },
  draw: (rectangle: FlameRectangle) => void,
): void {
  const left = zoom < 0 ? 0 : layout.left[zoom]!;
  const scale = pixels / (zoom < 0 ? 1 : Math.max(layout.width[zoom]!, Number.MIN_VALUE));
  if (zoom >= 0) {
    for (let node = tree.parent[zoom]!; node >= 0; node = tree.parent[node]!) {
      const level = tree.depth[node]!;
      if (level >= levels.first && level <= levels.last) draw({ node, x: 0, width: pixels, level });
    }
  }

  const end = zoom < 0 ? tree.nodeCount : tree.subtreeEnd[zoom]!;
  for (let node = Math.max(zoom, 0); node < end;) {
    const level = tree.depth[node]!;
    const x = (layout.left[node]! - left) * scale;
    const width = layout.width[node]! * scale;
    // What is narrower than half a pixel is left out with all below it, which cannot be wider.
    if (level > levels.last || width < 0.5) {
      node = tree.subtreeEnd[node]!;
      continue;
    }
    if (level >= levels.first) draw({ node, x, width, level });
    node++;
  }
}

/** The node at a place, -1 when there is none. */
export function nodeAt(tree: FlameTree, layout: FlameLayout, zoom: number, fraction: number, level: number): number {
  if (zoom >= 0 && level < tree.depth[zoom]!) {
    let node = tree.parent[zoom]!;
    while (node >= 0 && tree.depth[node] !== level) node = tree.parent[node]!;
    return node;
  }
  const left = zoom < 0 ? 0 : layout.left[zoom]!;
  const at = left + fraction * (zoom < 0 ? 1 : layout.width[zoom]!);
  const end = zoom < 0 ? tree.nodeCount : tree.subtreeEnd[zoom]!;
  for (let node = Math.max(zoom, 0); node < end;) {
    if (at < layout.left[node]! || at >= layout.left[node]! + layout.width[node]!) {
      node = tree.subtreeEnd[node]!;
      continue;
    }
    if (tree.depth[node] === level) return node;
    node++;
  }
  return -1;
}

export type FlameStep = 'parent' | 'child' | 'next' | 'previous' | 'first' | 'last';

/** The node a key leads to from another one; the same node when there is none that way. Children too narrow to see count too. */
export function stepFrom(tree: FlameTree, node: number, step: FlameStep): number {
  if (tree.nodeCount === 0) return -1;
  if (node < 0) return 0;
  const above = tree.parent[node]!;
  const from = above < 0 ? 0 : above + 1;
  const end = above < 0 ? tree.nodeCount : tree.subtreeEnd[above]!;
  switch (step) {
    case 'parent':
      return above < 0 ? node : above;
    case 'child':
      return tree.subtreeEnd[node]! > node + 1 ? node + 1 : node;
    case 'next':
      return tree.subtreeEnd[node]! < end ? tree.subtreeEnd[node]! : node;
    case 'first':
      return from;
    case 'previous':
    case 'last': {
      let last = node;
      for (let sibling = from; sibling < end; sibling = tree.subtreeEnd[sibling]!) {
        if (step === 'previous' && sibling >= node) break;
        last = sibling;
      }
      return last;
    }
  }
}
