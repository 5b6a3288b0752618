import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generatedModel, rowOf, traceOf, type TestSpan } from '../../testing/traceBuilder';
import type { Attribute, SpanDetails } from '../../trace/model/SpanDetails';
import type { TraceModel } from '../../trace/model/TraceModel';
import { compareDetails } from './compareDetails';
import { compareOperations } from './compareOperations';
import { compareTraces, type MergedTree } from './compareTraces';
import { visibleRows } from './visibleRows';

/** The merged tree as text: `=` alike, `~` different, `-` only in A, `+` only in B. */
function draw(tree: MergedTree, a: TraceModel, b: TraceModel): string[] {
  return Array.from({ length: tree.rowCount }, (_, row) => {
    const [rowA, rowB] = [tree.a[row]!, tree.b[row]!];
    const mark = rowB < 0 ? '-' : rowA < 0 ? '+' : tree.different[row] === 1 ? '~' : '=';
    return `${'  '.repeat(tree.depth[row]!)}${mark} ${rowA >= 0 ? a.spanName(rowA) : b.spanName(rowB)}`;
  });
}

function compared(a: readonly TestSpan[], b: readonly TestSpan[]) {
  const [modelA, modelB] = [traceOf(a), traceOf(b)];
  const tree = compareTraces(modelA, modelB);
  return { tree, drawn: draw(tree, modelA, modelB), modelA, modelB };
}

const span = (id: string, parent: string | undefined, start: number, end: number, more: Partial<TestSpan> = {}): TestSpan => ({
  id, start, end, ...(parent === undefined ? {} : { parent }), ...more,
});

describe('two traces as one tree', () => {
  it('pair by service, name and order among siblings', () => {
    const { drawn, tree } = compared(
      [span('root', undefined, 0, 1000), span('x1', 'root', 10, 20, { name: 'x' }), span('y', 'root', 30, 40), span('x2', 'root', 50, 60, { name: 'x' }), span('old', 'root', 70, 80)],
      [span('root', undefined, 0, 1000), span('x1', 'root', 10, 20, { name: 'x' }), span('new', 'root', 22, 29), span('y', 'root', 30, 40), span('x2', 'root', 50, 60, { name: 'x' }), span('x3', 'root', 61, 69, { name: 'x' })],
    );
    expect(drawn).toEqual(['= root', '  = x', '  + new', '  = y', '  = x', '  - old', '  + x']);
    expect(tree.summary).toEqual({ onlyA: 1, onlyB: 2, both: 4, changed: 0 });
    expect([tree.spansA[0], tree.spansB[0], tree.differencesWithin[0]]).toEqual([5, 6, 3]);
  });

  it('differ where time or errors do, and not by noise', () => {
    const { drawn } = compared(
      [span('root', undefined, 0, 1000), span('slow', 'root', 0, 100), span('noise', 'root', 200, 208), span('fails', 'root', 300, 310)],
      [span('root', undefined, 0, 1050), span('slow', 'root', 0, 300), span('noise', 'root', 400, 416), span('fails', 'root', 500, 510, { error: true })],
    );
    // 8 against 16 of 1,000 is double but under one hundredth of the trace.
    expect(drawn).toEqual(['= root', '  ~ slow', '  = noise', '  ~ fails']);
  });

  it('do not pair equal names of different services, nor their children', () => {
    const { drawn } = compared(
      [span('root', undefined, 0, 100), span('get', 'root', 1, 50, { service: 'a' }), span('leaf', 'get', 2, 3)],
      [span('root', undefined, 0, 100), span('get', 'root', 1, 50, { service: 'b' }), span('leaf', 'get', 2, 3)],
    );
    expect(drawn).toEqual(['= root', '  - get', '    - leaf', '  + get', '    + leaf']);
  });

  it('have rows that can be hidden: only what leads to a difference stays', () => {
    const { tree, drawn } = compared(
      [span('root', undefined, 0, 1000), span('same', 'root', 0, 10), span('inner', 'same', 1, 2), span('other', 'root', 20, 30), span('gone', 'other', 21, 22)],
      [span('root', undefined, 0, 1000), span('same', 'root', 0, 10), span('inner', 'same', 1, 2), span('other', 'root', 20, 30)],
    );
    expect(Array.from(visibleRows(tree, new Set(), true), (row) => drawn[row])).toEqual(['= root', '  = other', '    - gone']);
    expect(visibleRows(tree, new Set([0]), false)).toHaveLength(1);
  });

  it('have every span exactly once, below the merged row of its parent', () => {
    fc.assert(
      fc.property(trees(), trees(), (a, b) => {
        const { tree, modelA, modelB } = compared(a, b);
        expect(Array.from(tree.a).filter((row) => row >= 0).sort((x, y) => x - y)).toEqual(Array.from({ length: modelA.rowCount }, (_, row) => row));
        expect(Array.from(tree.b).filter((row) => row >= 0).sort((x, y) => x - y)).toEqual(Array.from({ length: modelB.rowCount }, (_, row) => row));
        for (let row = 0; row < tree.rowCount; row++) {
          const [rowA, rowB] = [tree.a[row]!, tree.b[row]!];
          if (rowA >= 0 && rowB >= 0) expect([modelA.serviceName(rowA), modelA.spanName(rowA)]).toEqual([modelB.serviceName(rowB), modelB.spanName(rowB)]);
          for (let child = row + 1; child < tree.subtreeEnd[row]!; child = tree.subtreeEnd[child]!) {
            expect(tree.depth[child]).toBe(tree.depth[row]! + 1);
            if (tree.a[child]! >= 0) expect(modelA.parent[tree.a[child]!]).toBe(rowA);
            if (tree.b[child]! >= 0) expect(modelB.parent[tree.b[child]!]).toBe(rowB);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('turned round differ in the same rows', () => {
    fc.assert(
      fc.property(trees(), trees(), (a, b) => {
        const [there, back] = [compared(a, b).tree.summary, compared(b, a).tree.summary];
        expect(back).toEqual({ ...there, onlyA: there.onlyB, onlyB: there.onlyA });
      }),
      { numRuns: 60 },
    );
  });

  it('that are one trace do not differ at all', () => {
    const model = generatedModel(2_000);
    expect(compareTraces(model, generatedModel(2_000)).summary).toEqual({ onlyA: 0, onlyB: 0, both: model.rowCount, changed: 0 });
  });

  it('may be as deep as the stack is not', () => {
    const chain = (length: number) => Array.from({ length }, (_, index) => span(`s${index}`, index === 0 ? undefined : `s${index - 1}`, index, 40_000 - index));
    const { summary } = compareTraces(traceOf(chain(20_000)), traceOf(chain(15_000)));
    expect(summary).toMatchObject({ onlyA: 5_000, onlyB: 0 });
  });
});

describe('two traces by operation', () => {
  it('are counted and summed, the largest change of self time first', () => {
    const [a, b] = [
      traceOf([span('root', undefined, 0, 100), span('q1', 'root', 10, 20, { name: 'q' }), span('gone', 'root', 30, 35)]),
      traceOf([span('root', undefined, 0, 100), span('q1', 'root', 10, 40, { name: 'q' }), span('q2', 'root', 50, 80, { name: 'q', error: true })]),
    ];
    const operations = compareOperations(a, b);
    expect(operations.map(({ name, a, b }) => [name, a.count, b.count, a.total, b.total, b.errors])).toEqual([
      ['q', 1, 2, 10, 60, 1],
      ['root', 1, 1, 100, 100, 0],
      ['gone', 1, 0, 5, 0, 0],
    ]);
    expect(operations[0]!.b.longestRow).toBe(rowOf(b, 'q1'));
  });

  it('add up to the traces', () => {
    fc.assert(
      fc.property(trees(), trees(), (a, b) => {
        const [modelA, modelB] = [traceOf(a), traceOf(b)];
        const operations = compareOperations(modelA, modelB);
        expect(operations.reduce((sum, one) => sum + one.a.count, 0)).toBe(modelA.rowCount);
        expect(operations.reduce((sum, one) => sum + one.b.count, 0)).toBe(modelB.rowCount);
      }),
    );
  });
});

describe('a pair of spans', () => {
  const details = (attributes: Record<string, string>, more: Partial<SpanDetails> = {}): SpanDetails => ({
    row: 0, traceId: '', spanId: '', parentSpanId: '', traceState: '', flags: 0, name: 'x', kind: 2, startUnixNano: 0n, endUnixNano: 1n, statusCode: 0, statusMessage: '',
    attributes: Object.entries(attributes).map(([key, value]): Attribute => ({ key, value: { type: 'string', value } })),
    droppedAttributesCount: 0, events: [], droppedEventsCount: 0, links: [], droppedLinksCount: 0,
    resource: { attributes: [], droppedAttributesCount: 0, schemaUrl: '' },
    scope: { name: 's', version: '1', attributes: [], droppedAttributesCount: 0, schemaUrl: '' },
    ...more,
  });

  it('is told apart by attributes, status and events; what is the same is counted', () => {
    const event = { timeUnixNano: 0n, name: 'retry', attributes: [], droppedAttributesCount: 0 };
    expect(compareDetails(details({ same: '1', version: '1.0', gone: 'x' }), details({ same: '1', version: '1.1', come: 'y' }, { statusCode: 2, statusMessage: 'no', events: [event, event] }))).toEqual({
      equal: 1,
      fields: [
        { scope: 'status', key: 'code', a: 'unset', b: 'error' },
        { scope: 'status', key: 'message', a: null, b: 'no' },
        { scope: 'attribute', key: 'come', a: null, b: 'y' },
        { scope: 'attribute', key: 'gone', a: 'x', b: null },
        { scope: 'attribute', key: 'version', a: '1.0', b: '1.1' },
        { scope: 'event', key: 'retry', a: null, b: '2×' },
      ],
    });
  });
});

/** Small traces of few names, so that many spans find a partner. */
function trees(): fc.Arbitrary<TestSpan[]> {
  return fc.array(fc.record({ parent: fc.nat(), name: fc.constantFrom('a', 'b', 'c'), service: fc.constantFrom('s', 't'), start: fc.nat({ max: 500 }), length: fc.nat({ max: 400 }), error: fc.boolean() }), { minLength: 1, maxLength: 14 }).map((spans) =>
    spans.map(({ parent, name, service, start, length, error }, index) => ({
      id: `s${index}`,
      ...(index === 0 || parent % 7 === 0 ? {} : { parent: `s${parent % index}` }),
      name, service, start, end: start + length, error,
    })),
  );
}
