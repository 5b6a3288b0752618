import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edgeKey, noLatency } from './Graph';
import { layoutGraph, NODE_HEIGHT, NODE_WIDTH, type LayoutInput, type Point } from './layoutGraph';
import { isRegrouped, settleLayout } from './settleLayout';
import { walkGraph } from './walkGraph';
import { boundsOf, fit, firstView, reveal, seenBox, zoomAt } from './viewport';

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

function inputOf(pairs: ReadonlyArray<readonly [string, string]>, direction: 'right' | 'down' = 'right', groups: Record<string, string> = {}): LayoutInput {
  const keys = [...new Set(pairs.flat())];
  const edges = [...new Map(pairs.map(([from, to]) => [edgeKey(from, to, ''), { key: edgeKey(from, to, ''), from, to }])).values()];
  return { nodes: keys.map((key) => ({ key, group: groups[key] ?? '' })), edges, direction };
}

const pairs = fc.array(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names)), { minLength: 1, maxLength: 14 });

function covers(a: Point, b: Point): boolean {
  return Math.abs(a.x - b.x) < NODE_WIDTH && Math.abs(a.y - b.y) < NODE_HEIGHT;
}

function expectNoneCovered(places: ReadonlyMap<string, Point>): void {
  const all = [...places.values()];
  for (let i = 0; i < all.length; i++) for (let j = 0; j < i; j++) expect(covers(all[i]!, all[j]!)).toBe(false);
}

describe('the layout', () => {
  it('is the same for the same graph, in whatever order it comes', () => {
    fc.assert(
      fc.property(pairs, fc.infiniteStream(fc.nat()), (edges, randoms) => {
        const input = inputOf(edges);
        const mixed = <T>(items: readonly T[]) => items.map((item) => [randoms.next().value as number, item] as const).sort(([a], [b]) => a - b).map(([, item]) => item);
        const again = layoutGraph({ ...input, nodes: mixed(input.nodes), edges: mixed(input.edges) });
        expect(new Map([...again.places].sort())).toEqual(new Map([...layoutGraph(input).places].sort()));
      }),
      { numRuns: 40 },
    );
  });

  it('covers no node with another, calls in circles and to oneself included', () => {
    fc.assert(
      fc.property(pairs, fc.constantFrom('right', 'down'), (edges, direction) => expectNoneCovered(layoutGraph(inputOf(edges, direction)).places)),
      { numRuns: 40 },
    );
  });

  it('puts callees behind their callers, to the right or below', () => {
    const chain = [['a', 'b'], ['b', 'c']] as const;
    const right = layoutGraph(inputOf(chain)).places;
    expect([right.get('a')!.x < right.get('b')!.x, right.get('b')!.x < right.get('c')!.x]).toEqual([true, true]);
    const down = layoutGraph(inputOf(chain, 'down')).places;
    expect(down.get('a')!.y < down.get('c')!.y).toBe(true);
  });

  it('knows groups, also of nodes that call each other across them', () => {
    const { places } = layoutGraph(inputOf([['a', 'b'], ['b', 'c'], ['c', 'a'], ['d', 'b']], 'right', { a: 'one', b: 'one', c: 'two', d: 'two' }));
    expect(places.size).toBe(4);
    expectNoneCovered(places);
  });
});

describe('a refresh', () => {
  it('moves nothing that was there, and puts what is new where nobody stands', () => {
    fc.assert(
      fc.property(pairs, fc.array(fc.tuple(fc.constantFrom(...names), fc.constantFrom('n1', 'n2')), { maxLength: 3 }), (edges, added) => {
        const before = layoutGraph(inputOf(edges)).places;
        const next = layoutGraph(inputOf([...edges, ...added]));
        fc.pre(next.places.size <= before.size * 2);
        const after = settleLayout(before, next).places;
        for (const [key, place] of before) expect(after.get(key)).toEqual(place);
        expect(after.size).toBe(next.places.size);
        expectNoneCovered(after);
      }),
      { numRuns: 40 },
    );
  });

  it('with mostly other nodes is arranged anew', () => {
    const before = new Map([['a', { x: 1, y: 1 }]]);
    const next = layoutGraph(inputOf([['a', 'b'], ['b', 'c'], ['c', 'd']]));
    expect(settleLayout(before, next)).toBe(next);
  });
});

describe('the arrow keys', () => {
  const edges = ([['a', 'b'], ['a', 'c'], ['b', 'd'], ['b', 'b']] as const).map(([from, to]) => ({
    key: edgeKey(from, to, ''), from, to, type: '', requests: 1, errors: 0, client: noLatency, server: noLatency,
  }));
  const places = new Map([['a', { x: 0, y: 50 }], ['b', { x: 200, y: 0 }], ['c', { x: 200, y: 200 }], ['d', { x: 400, y: 0 }]]);
  const walk = (from: string, key: Parameters<typeof walkGraph>[2], direction: 'right' | 'down' = 'right') => walkGraph({ edges, places, direction }, from, key);

  it('follow calls along the drawing and go through a layer across it', () => {
    expect([walk('a', 'ArrowRight'), walk('b', 'ArrowRight'), walk('d', 'ArrowLeft'), walk('b', 'ArrowDown'), walk('c', 'ArrowUp')]).toEqual(['b', 'd', 'b', 'c', 'b']);
    expect([walk('d', 'ArrowRight'), walk('a', 'ArrowLeft')]).toEqual([null, null]);
  });

  it('turn with the drawing', () => {
    expect(walk('a', 'ArrowDown', 'down')).toBe('b');
    expect(walk('b', 'ArrowUp', 'down')).toBe('a');
  });

  it('reach every node from every other that calls or is called', () => {
    const reached = new Set(['a']);
    for (const key of reached) {
      for (const arrow of ['ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown'] as const) {
        const next = walk(key, arrow);
        if (next !== null) reached.add(next);
      }
    }
    expect([...reached].sort()).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('the view', () => {
  const size = { width: 1_000, height: 600 };
  const places = [{ x: 0, y: 0 }, { x: 2_000, y: 300 }];

  it('shows the whole drawing in the middle', () => {
    const seen = seenBox(fit(boundsOf(places), size), size);
    const box = boundsOf(places);
    expect(seen.x <= box.x && seen.y <= box.y && seen.x + seen.width >= box.x + box.width - 0.001).toBe(true);
  });

  it('begins readable: a large drawing with its first layer at the edge', () => {
    const box = boundsOf([...places, { x: 9_000, y: 4_000 }]);
    const view = firstView(box, size, { x: 0, y: 300 }, false);
    expect(view.scale).toBeGreaterThanOrEqual(0.6);
    expect(view.x).toBeCloseTo(-box.x * view.scale);
  });

  it('zooms at the pointer and moves only as far as a node needs', () => {
    const view = { x: 10, y: 20, scale: 1 };
    const zoomed = zoomAt(view, { x: 400, y: 300 }, 1.5);
    expect((400 - zoomed.x) / zoomed.scale).toBeCloseTo(390);
    expect(reveal(view, { x: 300, y: 300 }, size)).toEqual(view);
    expect(reveal(view, { x: 5_000, y: 300 }, size).x).toBeLessThan(-3_900);
  });
});

describe('regrouping', () => {
  it('is a node in another group; new nodes and left ones are none', () => {
    const before = new Map([['a', 'west'], ['b', 'east'], ['c', '']]);
    expect(isRegrouped(before, new Map([['a', 'west'], ['b', 'east'], ['new', 'north']]))).toBe(false);
    expect(isRegrouped(before, new Map([['a', 'west'], ['b', 'west']]))).toBe(true);
    expect(isRegrouped(before, new Map([['c', 'west']]))).toBe(true);
    expect(isRegrouped(before, new Map([['a', '']]))).toBe(true);
  });
});
