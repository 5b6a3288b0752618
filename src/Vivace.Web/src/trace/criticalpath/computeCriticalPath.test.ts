import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generatedModel, rowOf, traceOf, type TestSpan } from '../../testing/traceBuilder';
import { computeCriticalPath } from './computeCriticalPath';

function steps(spans: readonly TestSpan[], root?: string): [name: string, from: number, to: number][] {
  const model = traceOf(spans);
  const { path } = computeCriticalPath(model, root === undefined ? -1 : rowOf(model, root));
  return Array.from(path!.row, (row, step) => [model.spanName(row), path!.from[step]!, path!.to[step]!]);
}

describe('the critical path', () => {
  it('goes from the end through the children that ended last', () => {
    const path = steps([
      { id: 'root', start: 0, end: 100 },
      { id: 'first', parent: 'root', start: 10, end: 40 },
      { id: 'second', parent: 'root', start: 50, end: 90 },
    ]);
    expect(path).toEqual([
      ['root', 0, 10],
      ['first', 10, 40],
      ['root', 40, 50],
      ['second', 50, 90],
      ['root', 90, 100],
    ]);
  });

  it('passes over a child that overlaps the one that ended later', () => {
    const path = steps([
      { id: 'root', start: 0, end: 100 },
      { id: 'short', parent: 'root', start: 10, end: 60 },
      { id: 'long', parent: 'root', start: 20, end: 95 },
    ]);
    expect(path).toEqual([
      ['root', 0, 20],
      ['long', 20, 95],
      ['root', 95, 100],
    ]);
  });

  it('cuts a child that ends a little after its parent', () => {
    const path = steps([
      { id: 'root', start: 0, end: 100 },
      { id: 'late', parent: 'root', start: 50, end: 105 },
    ]);
    expect(path).toEqual([
      ['root', 0, 50],
      ['late', 50, 100],
    ]);
  });

  it('leaves out a child that nobody waited for', () => {
    const spans = [
      { id: 'root', start: 0, end: 100 },
      { id: 'work', parent: 'root', start: 10, end: 90 },
      { id: 'fired', parent: 'root', start: 20, end: 900 },
    ];
    expect(steps(spans, 'root')).toEqual([
      ['root', 0, 10],
      ['work', 10, 90],
      ['root', 90, 100],
    ]);
  });

  it('covers one span when it is asked for one', () => {
    const path = steps(
      [
        { id: 'root', start: 0, end: 100 },
        { id: 'part', parent: 'root', start: 10, end: 60 },
        { id: 'leaf', parent: 'part', start: 20, end: 30 },
      ],
      'part',
    );
    expect(path).toEqual([
      ['part', 10, 20],
      ['leaf', 20, 30],
      ['part', 30, 60],
    ]);
  });

  it('says why there is none for a span without duration', () => {
    const model = traceOf([{ id: 'root', start: 0, end: 0 }]);
    expect(computeCriticalPath(model)).toEqual({ path: null, reason: 'The span took no measurable time.' });
  });

  it('takes a deep chain without recursion', () => {
    const spans = Array.from({ length: 20_000 }, (_, at) => ({
      id: `s${at}`,
      ...(at === 0 ? {} : { parent: `s${at - 1}` }),
      start: at,
      end: 40_000 - at,
    }));
    const { path } = computeCriticalPath(traceOf(spans));
    expect(path!.byRow).toHaveLength(20_000);
  });

  it('for any tree below one root, its steps cover the root without gap or overlap', () => {
    const property = fc.property(fc.nat(1_000), fc.integer({ min: 1, max: 300 }), (seed, size) => {
      const model = generatedModel(size, seed);
      const { path } = computeCriticalPath(model, 0);
      let at = 0;
      for (let step = 0; step < path!.count; step++) {
        expect(path!.from[step]).toBe(at);
        expect(path!.to[step]).toBeGreaterThan(path!.from[step]!);
        const row = path!.row[step]!;
        expect(path!.from[step]).toBeGreaterThanOrEqual(model.start[row]!);
        expect(path!.to[step]).toBeLessThanOrEqual(model.end(row));
        at = path!.to[step]!;
      }
      expect(at).toBe(model.durationNano);
      const sum = path!.byRow.reduce((total, share) => total + share.nanoseconds, 0);
      expect(sum).toBe(path!.duration);
    });
    fc.assert(property, { numRuns: 60 });
  });
});
