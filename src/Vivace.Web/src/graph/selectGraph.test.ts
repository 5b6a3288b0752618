import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edgeKey, noLatency, type Graph } from './Graph';
import { MOST_DRAWN_NODES, selectGraph } from './selectGraph';

const all = { focus: '', hops: 1, limit: 60, rareShare: 0 };

function graphOf(edges: ReadonlyArray<readonly [from: string, to: string, requests: number]>, alone: readonly string[] = []): Graph {
  const keys = [...new Set([...alone, ...edges.flatMap(([from, to]) => [from, to])])];
  const served = (key: string) => edges.filter(([, to]) => to === key).reduce((sum, [, , requests]) => sum + requests, 0);
  return {
    seconds: 60,
    nodes: keys.map((key) => ({ key, name: key, type: 'service', namespace: null, system: null, requests: served(key), errors: 0, latency: noLatency })),
    edges: edges.map(([from, to, requests]) => ({ key: edgeKey(from, to, ''), from, to, type: '', requests, errors: 0, client: noLatency, server: noLatency })),
  };
}

const keysOf = (graph: Graph) => graph.nodes.map(({ key }) => key).sort().join(' ');

describe('the drawn part of a graph', () => {
  const chain = graphOf([['a', 'b', 100], ['b', 'c', 100], ['c', 'd', 1], ['x', 'b', 5]]);

  it('around a focus follows calls both ways, as far as was asked', () => {
    expect(keysOf(selectGraph(chain, { ...all, focus: 'b' }))).toBe('a b c x');
    expect(keysOf(selectGraph(chain, { ...all, focus: 'd' }))).toBe('c d');
    expect(keysOf(selectGraph(chain, { ...all, focus: 'd', hops: 2 }))).toBe('b c d');
    expect(selectGraph(chain, { ...all, focus: 'd' })).toMatchObject({ isFocused: true, hiddenNodes: 3 });
  });

  it('falls back to the busiest when the focus is not there', () => {
    expect(selectGraph(chain, { ...all, focus: 'gone' })).toMatchObject({ isFocused: false, hiddenNodes: 0 });
  });

  it('has the busiest nodes, callers who serve nothing among them', () => {
    const graph = graphOf([['user', 'shop', 500], ['shop', 'db', 400], ['cron', 'db', 3]]);
    expect(keysOf(selectGraph(graph, { ...all, limit: 3 }))).toBe('db shop user');
  });

  it('leaves out rare calls and says how many', () => {
    const drawn = selectGraph(chain, { ...all, rareShare: 0.1 });
    expect(drawn.edges.map(({ key }) => key)).toEqual(['a > b', 'b > c']);
    expect(drawn.hiddenEdges).toBe(2);
  });

  it('of thousands of nodes is at most what can be drawn, however much is asked for', () => {
    const wide = graphOf(Array.from({ length: 3_000 }, (_, index) => ['root', `leaf-${index}`, index] as const));
    expect(selectGraph(wide, { ...all, limit: 5_000 }).nodes).toHaveLength(MOST_DRAWN_NODES);
    // A focus is not cut in silence: the page shows a table instead.
    expect(selectGraph(wide, { ...all, focus: 'root' }).nodes.length).toBeGreaterThan(MOST_DRAWN_NODES);
  });

  it('never has an edge without both its ends', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    fc.assert(
      fc.property(fc.array(fc.tuple(name, name, fc.nat({ max: 50 }))), name, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 5 }), (edges, focus, hops, limit) => {
        const drawn = selectGraph(graphOf(edges, ['z']), { focus, hops, limit, rareShare: 0.2 });
        const keys = new Set(drawn.nodes.map(({ key }) => key));
        expect(drawn.edges.every(({ from, to }) => keys.has(from) && keys.has(to))).toBe(true);
      }),
    );
  });
});
