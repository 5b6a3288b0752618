import { useState } from 'react';
import type { GraphNode } from '../graph/Graph';
import type { ServiceGraph } from './serviceGraph';

export interface ServiceChoice {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly options: readonly GraphNode[];
  /** Takes the node of that name, or the only one that has the text in its name. */
  readonly choose: (text: string) => void;
}

/** Typing the name of a node. A name picked from the list counts at once; typed text counts with Enter. */
export function useServiceChoice(graph: ServiceGraph, onChoose: (node: GraphNode) => void, initial = ''): ServiceChoice {
  const [text, setText] = useState(initial);
  const take = (node: GraphNode | undefined) => {
    if (node === undefined) return;
    setText('');
    onChoose(node);
  };
  return {
    text,
    setText: (next) => {
      // The browser's list fills in a whole name at once; typing adds single letters.
      const isPicked = next.length - text.length > 1 || next.length < text.length - 1;
      setText(next);
      if (isPicked) take(graph.nodes.find(({ name }) => name === next));
    },
    options: graph.nodes,
    choose: (typed) => take(findNode(graph.nodes, typed)),
  };
}

/** The node of a name; else the busiest one whose name begins with, or has, the text. */
export function findNode(nodes: readonly GraphNode[], typed: string): GraphNode | undefined {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return undefined;
  const byTraffic = [...nodes].sort((a, b) => b.requests - a.requests);
  return (
    byTraffic.find(({ name }) => name.toLowerCase() === wanted) ??
    byTraffic.find(({ name }) => name.toLowerCase().startsWith(wanted)) ??
    byTraffic.find(({ name }) => name.toLowerCase().includes(wanted))
  );
}
