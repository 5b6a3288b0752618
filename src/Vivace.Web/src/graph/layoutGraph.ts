import { Graph as DagreGraph, layout } from '@dagrejs/dagre';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface LayoutInput {
  readonly nodes: ReadonlyArray<{ readonly key: string; readonly group: string }>;
  readonly edges: ReadonlyArray<{ readonly key: string; readonly from: string; readonly to: string }>;
  readonly direction: 'right' | 'down';
}

export interface GraphLayout {
  /** Centres by key of the node. */
  readonly places: ReadonlyMap<string, Point>;
  /** Bends by key of the edge, from border to border. */
  readonly bends: ReadonlyMap<string, readonly Point[]>;
}

/** Every node has the same room, whatever its numbers are, so that a refresh moves nothing. */
export const NODE_WIDTH = 148;
export const NODE_HEIGHT = 100;

/** Up to so many nodes the layers are those with the shortest edges in all; for more, finding them takes a third of the time. */
const MOST_FOR_SHORTEST_EDGES = 80;

/** Layers of callers and callees. The same nodes and edges, in whatever order, always come out the same. */
export function layoutGraph({ nodes, edges, direction }: LayoutInput): GraphLayout {
  // Boxes cost time, so graphs without any are not asked for them.
  const graph = new DagreGraph({ compound: nodes.some(({ group }) => group !== ''), multigraph: true });
  const down = direction === 'down';
  graph.setGraph({ rankdir: down ? 'TB' : 'LR', ranksep: down ? 56 : 84, nodesep: down ? 20 : 12, edgesep: 10, marginx: 16, marginy: 16, ...(nodes.length > MOST_FOR_SHORTEST_EDGES ? { ranker: 'tight-tree' } : {}) });
  const byKey = (a: { key: string }, b: { key: string }) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
  for (const group of [...new Set(nodes.map((node) => node.group))].filter((name) => name !== '').sort()) graph.setNode(groupId(group), {});
  for (const { key, group } of [...nodes].sort(byKey)) {
    graph.setNode(key, { width: NODE_WIDTH, height: NODE_HEIGHT });
    if (group !== '') graph.setParent(key, groupId(group));
  }
  // A call to oneself is drawn as a loop beside the node and needs no place of its own.
  const laid = [...edges].sort(byKey).filter(({ from, to }) => from !== to && graph.hasNode(from) && graph.hasNode(to));
  for (const { key, from, to } of laid) graph.setEdge(from, to, {}, key);
  layout(graph);
  return {
    places: new Map(nodes.map(({ key }) => [key, pointOf(graph.node(key))])),
    bends: new Map(laid.map(({ key, from, to }) => [key, (graph.edge(from, to, key).points ?? []).map(pointOf)])),
  };
}

/** No key of a node has a line break in front. */
function groupId(group: string): string {
  return `\n${group}`;
}

function pointOf(label: { x?: number; y?: number }): Point {
  return { x: Math.round(label.x ?? 0), y: Math.round(label.y ?? 0) };
}
