import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modelOf, type WrittenSpan } from '../testing/modelOf';
import { buildFlameTree, buildMergedFlameTree } from './buildFlameTree';
import type { FlameTree } from './FlameTree';
import { nodeAt, stepFrom, visibleRectangles } from './flameGeometry';
import { layoutFlame } from './layoutFlame';

function traces(levels: number): fc.Arbitrary<WrittenSpan> {
  return fc.record({
    name: fc.constantFrom('a', 'b', 'c'),
    service: fc.constantFrom('x', 'y'),
    duration: fc.nat(100),
    children: levels === 0 ? fc.constant([]) : fc.array(traces(levels - 1), { maxLength: 3 }),
  });
}

const anyTrace = traces(4);

function describeTree(tree: FlameTree, model: ReturnType<typeof modelOf>): string[] {
  return Array.from(
    { length: tree.nodeCount },
    (_, node) =>
      `${'  '.repeat(tree.depth[node]!)}${model.spanName(tree.row[node]!)} ×${tree.spans[node]} ${tree.duration[node]}`,
  );
}

const shop = modelOf({
  name: 'root',
  duration: 100,
  children: [
    { name: 'a', duration: 20, children: [{ name: 'c', duration: 5 }] },
    { name: 'b', duration: 10 },
    {
      name: 'a',
      duration: 30,
      status: 2,
      children: [
        { name: 'c', duration: 8 },
        { name: 'd', duration: 1 },
      ],
    },
  ],
});

describe('a merged flame graph', () => {
  it('joins spans with the same names above them and sums their times', () => {
    expect(describeTree(buildMergedFlameTree(shop), shop)).toEqual([
      'root ×1 100',
      '  a ×2 50',
      '    c ×2 13',
      '    d ×1 1',
      '  b ×1 10',
    ]);
  });

  it('counts errors and knows the longest span of each node', () => {
    const tree = buildMergedFlameTree(shop);
    expect([...tree.errors]).toEqual([0, 1, 0, 0, 0]);
    expect(tree.row[1]).toBe(4);
  });

  it('keeps the same name of another service apart', () => {
    const model = modelOf({
      children: [
        { name: 'a', service: 'x' },
        { name: 'a', service: 'y' },
      ],
    });
    expect(buildMergedFlameTree(model).nodeCount).toBe(3);
  });

  it('is a depth-first tree in which every span is once, whatever the trace', () => {
    fc.assert(
      fc.property(fc.array(anyTrace, { minLength: 1, maxLength: 3 }), (roots) => {
        const model = modelOf(...roots);
        const tree = buildMergedFlameTree(model);
        expect(tree.spans.reduce((sum, count) => sum + count, 0)).toBe(model.rowCount);
        for (let node = 0; node < tree.nodeCount; node++) {
          const parent = tree.parent[node]!;
          expect(parent).toBeLessThan(node);
          expect(tree.subtreeEnd[node]).toBeLessThanOrEqual(parent < 0 ? tree.nodeCount : tree.subtreeEnd[parent]!);
        }
        for (let row = 0; row < model.rowCount; row++) {
          const node = tree.nodeOfRow[row]!;
          const parentRow = model.parent[row]!;
          expect(tree.parent[node]).toBe(parentRow < 0 ? -1 : tree.nodeOfRow[parentRow]);
          expect([model.service[row], model.name[row]]).toEqual([
            model.service[tree.row[node]!],
            model.name[tree.row[node]!],
          ]);
        }
      }),
    );
  });
});

describe('the layout of a flame graph', () => {
  it('gives children their share of the duration of the parent', () => {
    const { left, width } = layoutFlame(buildFlameTree(shop), 'duration');
    expect([...width]).toEqual([1, 0.2, 0.05, 0.1, 0.3, 0.08, 0.01]);
    expect(left[3]).toBeCloseTo(0.2);
    expect(left[4]).toBeCloseTo(0.3);
  });

  it('shares the width of the parent where children take longer than it', () => {
    const model = modelOf({ duration: 10, children: [{ duration: 30 }, { duration: 10 }] });
    expect([...layoutFlame(buildFlameTree(model), 'duration').width]).toEqual([1, 0.75, 0.25]);
  });

  it('adds self times up exactly', () => {
    const { width } = layoutFlame(buildFlameTree(shop), 'self');
    expect(width[0]).toBe(1);
    expect(width[4]).toBeCloseTo(0.3);
  });

  it('puts roots side by side and copes with traces without any time', () => {
    expect([...layoutFlame(buildFlameTree(modelOf({ duration: 10 }, { duration: 30 })), 'duration').left]).toEqual([
      0, 0.25,
    ]);
    expect([
      ...layoutFlame(buildFlameTree(modelOf({ duration: 0, children: [{ duration: 0 }] })), 'self').width,
    ]).toEqual([0, 0]);
  });

  it('keeps every node inside of its parent and beside its siblings', () => {
    fc.assert(
      fc.property(anyTrace, fc.constantFrom('duration' as const, 'self' as const), fc.boolean(), (root, by, merged) => {
        const model = modelOf(root);
        const tree = merged ? buildMergedFlameTree(model) : buildFlameTree(model);
        const { left, width } = layoutFlame(tree, by);
        const end = new Map<number, number>();
        for (let node = 0; node < tree.nodeCount; node++) {
          const parent = tree.parent[node]!;
          const from = end.get(parent) ?? (parent < 0 ? 0 : left[parent]!);
          const room = parent < 0 ? 1 : left[parent]! + width[parent]!;
          expect(left[node]).toBeGreaterThanOrEqual(from - 1e-9);
          expect(left[node]! + width[node]!).toBeLessThanOrEqual(room + 1e-9);
          end.set(parent, left[node]! + width[node]!);
        }
      }),
    );
  });
});

describe('what is drawn of a flame graph', () => {
  const tree = buildFlameTree(shop);
  const layout = layoutFlame(tree, 'duration');
  const drawn = (zoom: number, pixels: number, last = 10) => {
    const nodes: number[] = [];
    visibleRectangles(tree, layout, zoom, pixels, { first: 0, last }, ({ node }) => nodes.push(node));
    return nodes;
  };

  it('leaves out what is narrower than half a pixel, with all below it', () => {
    expect(drawn(-1, 1000)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(drawn(-1, 8)).toEqual([0, 1, 3, 4, 5]);
  });

  it('has the ancestors of the zoomed node above it, and nothing beside it', () => {
    expect(drawn(4, 1000)).toEqual([0, 4, 5, 6]);
  });

  it('leaves out levels that are not in sight', () => {
    expect(drawn(-1, 1000, 1)).toEqual([0, 1, 3, 4]);
  });

  it('is found again by its place', () => {
    for (const zoom of [-1, 4]) {
      visibleRectangles(tree, layout, zoom, 1000, { first: 0, last: 9 }, ({ node, x, width, level }) => {
        expect(nodeAt(tree, layout, zoom, (x + width / 2) / 1000, level)).toBe(node);
      });
    }
    expect(nodeAt(tree, layout, -1, 0.99, 1)).toBe(-1);
    expect(nodeAt(tree, layout, -1, 0.5, 7)).toBe(-1);
  });
});

describe('keys in a flame graph', () => {
  const tree = buildFlameTree(shop);
  it.each([
    [0, 'child', 1],
    [2, 'parent', 1],
    [1, 'next', 3],
    [4, 'previous', 3],
    [1, 'previous', 1],
    [4, 'next', 4],
    [4, 'first', 1],
    [1, 'last', 4],
    [6, 'child', 6],
    [0, 'parent', 0],
    [-1, 'next', 0],
  ] as const)('lead from %i by %s to %i', (from, step, to) => {
    expect(stepFrom(tree, from, step)).toBe(to);
  });
});
