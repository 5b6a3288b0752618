import type { GraphEdge } from './Graph';
import type { Point } from './layoutGraph';

export type WalkKey = 'ArrowRight' | 'ArrowLeft' | 'ArrowUp' | 'ArrowDown';

export interface WalkedGraph {
  readonly edges: readonly GraphEdge[];
  readonly places: ReadonlyMap<string, Point>;
  readonly direction: 'right' | 'down';
}

/**
 * The node that an arrow key leads to, null when there is none. Along the drawing's direction keys follow calls, to the
 * nearest callee or caller; across it they go to the next node of about the same layer.
 */
export function walkGraph(graph: WalkedGraph, from: string, key: WalkKey): string | null {
  const down = graph.direction === 'down';
  const along: Record<WalkKey, number> = down
    ? { ArrowDown: 1, ArrowUp: -1, ArrowLeft: 0, ArrowRight: 0 }
    : { ArrowRight: 1, ArrowLeft: -1, ArrowUp: 0, ArrowDown: 0 };
  if (along[key] === 1) return nearest(graph, from, graph.edges.filter((edge) => edge.from === from).map(({ to }) => to));
  if (along[key] === -1) return nearest(graph, from, graph.edges.filter((edge) => edge.to === from).map((edge) => edge.from));
  return neighbour(graph, from, key === 'ArrowDown' || key === 'ArrowRight' ? 1 : -1);
}

function nearest({ places }: WalkedGraph, from: string, keys: readonly string[]): string | null {
  const start = places.get(from);
  const candidates = keys.filter((key) => key !== from && places.has(key));
  if (start === undefined || candidates.length === 0) return null;
  const distance = (key: string) => Math.hypot(places.get(key)!.x - start.x, places.get(key)!.y - start.y);
  return candidates.reduce((best, key) => (distance(key) < distance(best) ? key : best));
}

function neighbour({ places, direction }: WalkedGraph, from: string, step: 1 | -1): string | null {
  const start = places.get(from);
  if (start === undefined) return null;
  const [across, layer] = direction === 'down' ? (['x', 'y'] as const) : (['y', 'x'] as const);
  let best: string | null = null;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const [key, place] of places) {
    const ahead = (place[across] - start[across]) * step;
    if (key === from || ahead <= 0) continue;
    // A node of the same layer is preferred to a nearer one of another.
    const cost = ahead + Math.abs(place[layer] - start[layer]) * 4;
    if (cost < bestCost) [best, bestCost] = [key, cost];
  }
  return best;
}
