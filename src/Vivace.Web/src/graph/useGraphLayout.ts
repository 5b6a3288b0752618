import { useEffect, useRef, useState } from 'react';
import type { Graph } from './Graph';
import type { GraphLayout, LayoutInput, Point } from './layoutGraph';
import { placeNodes } from './layoutThread';
import { isRegrouped, settleLayout } from './settleLayout';

export interface LaidOut {
  readonly layout: GraphLayout | null;
  /** Which layout it is: grows when everything was placed anew, which is when the view is fitted again. */
  readonly generation: number;
  readonly error: string | null;
}

type Answered = { readonly signature: string; readonly layout: GraphLayout; readonly generation: number };

/**
 * Places the nodes in a worker. Only another set of nodes, edges or groups asks for a new layout; numbers do not. What
 * was on the screen stays where it was, unless `tidied` grows or the direction or grouping changes.
 */
export function useGraphLayout(graph: Graph, groups: ReadonlyMap<string, string>, direction: 'right' | 'down', tidied: number): LaidOut {
  const [answered, setAnswered] = useState<Answered | null>(null);
  const [error, setError] = useState<string | null>(null);
  const shown = useRef<{ readonly arrangement: string; readonly groups: ReadonlyMap<string, string>; readonly places: ReadonlyMap<string, Point>; readonly generation: number } | null>(null);

  const input: LayoutInput = {
    nodes: graph.nodes.map(({ key }) => ({ key, group: groups.get(key) ?? '' })),
    edges: graph.edges.map(({ key, from, to }) => ({ key, from, to })),
    direction,
  };
  const signature = JSON.stringify([direction, tidied, input.nodes.map(({ key, group }) => [key, group]).sort(), input.edges.map(({ key }) => key).sort()]);
  const latest = useRef(input);
  useEffect(() => {
    latest.current = input;
  });

  useEffect(() => {
    const current = latest.current;
    const arrangement = JSON.stringify([current.direction, tidied]);
    const groups = new Map(current.nodes.map(({ key, group }) => [key, group]));
    return placeNodes(
      current,
      (layout) => {
        const before = shown.current;
        const isSame = before?.arrangement === arrangement && !isRegrouped(before.groups, groups);
        const settled = isSame ? settleLayout(before.places, layout) : layout;
        const isNew = before === null || settled === layout;
        const generation = (before?.generation ?? 0) + (isNew ? 1 : 0);
        shown.current = { arrangement, groups, places: settled.places, generation };
        setError(null);
        setAnswered({ signature, layout: settled, generation });
      },
      setError,
    );
  }, [signature, tidied]);

  return { layout: answered?.layout ?? null, generation: answered?.generation ?? 0, error };
}
