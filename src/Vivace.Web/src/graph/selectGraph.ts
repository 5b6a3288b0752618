import type { Graph, GraphEdge, GraphNode } from './Graph';

export interface GraphSelection {
  /** Key of the node to draw around; empty for the busiest. */
  readonly focus: string;
  readonly hops: number;
  /** The busiest that are drawn without a focus. */
  readonly limit: number;
  /** Edges below this share of the busiest edge's requests are hidden, from 0 to 1. */
  readonly rareShare: number;
}

export interface SelectedGraph extends Graph {
  /** Nodes of the whole graph that are left out. */
  readonly hiddenNodes: number;
  /** Edges between drawn nodes that are left out as rare. */
  readonly hiddenEdges: number;
  /** Whether a focus was asked for and found. */
  readonly isFocused: boolean;
}

/** More than these are never drawn; a table says more than so many marks. */
export const MOST_DRAWN_NODES = 500;

/** The part of a graph to draw. */
export function selectGraph(graph: Graph, selection: GraphSelection): SelectedGraph {
  const busiestEdge = graph.edges.reduce((most, { requests }) => Math.max(most, requests), 0);
  const frequent = graph.edges.filter(({ requests }) => requests >= busiestEdge * selection.rareShare);
  const isFocused = graph.nodes.some(({ key }) => key === selection.focus);
  const drawn = isFocused
    ? neighbourhood(frequent, selection.focus, selection.hops)
    : new Set(busiest(graph, Math.min(selection.limit, MOST_DRAWN_NODES)).map(({ key }) => key));
  const isInside = ({ from, to }: GraphEdge) => drawn.has(from) && drawn.has(to);
  const nodes = graph.nodes.filter(({ key }) => drawn.has(key));
  const edges = frequent.filter(isInside);
  return {
    nodes,
    edges,
    seconds: graph.seconds,
    hiddenNodes: graph.nodes.length - nodes.length,
    hiddenEdges: graph.edges.filter(isInside).length - edges.length,
    isFocused,
  };
}

/** Nodes with most requests first: those they serve or, for what serves nothing, those they make. */
function busiest(graph: Graph, limit: number): GraphNode[] {
  const traffic = new Map<string, number>();
  for (const { from, to, requests } of graph.edges) {
    for (const key of [from, to]) traffic.set(key, (traffic.get(key) ?? 0) + requests);
  }
  const weight = (node: GraphNode) => Math.max(node.requests, traffic.get(node.key) ?? 0);
  return [...graph.nodes].sort((a, b) => weight(b) - weight(a) || (a.key < b.key ? -1 : 1)).slice(0, limit);
}

/** Everything at most `hops` calls away, against the direction of calls as well as along it. */
function neighbourhood(edges: readonly GraphEdge[], start: string, hops: number): Set<string> {
  const found = new Set([start]);
  let border = new Set([start]);
  for (let hop = 0; hop < hops && border.size > 0; hop++) {
    const next = new Set<string>();
    for (const { from, to } of edges) {
      if (border.has(from) && !found.has(to)) next.add(to);
      if (border.has(to) && !found.has(from)) next.add(from);
    }
    for (const key of next) found.add(key);
    border = next;
  }
  return found;
}
