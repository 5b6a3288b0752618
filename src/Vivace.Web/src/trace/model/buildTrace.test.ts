import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namesOf, rowOf, traceOf, type TestSpan } from '../../testing/traceBuilder';
import { SpanFlag } from './SpanFlag';
import { TraceModel } from './TraceModel';
import { buildTrace } from './buildTrace';

describe('the tree of a trace', () => {
  it('is in depth-first order with children by start time, whatever the order of arrival', () => {
    const model = traceOf([
      { id: 'late', parent: 'root', start: 50, end: 60 },
      { id: 'leaf', parent: 'early', start: 20, end: 30 },
      { id: 'early', parent: 'root', start: 10, end: 40 },
      { id: 'root', start: 0, end: 100 },
    ]);
    expect(namesOf(model, [0, 1, 2, 3])).toEqual(['root', 'early', 'leaf', 'late']);
    expect([...model.parent]).toEqual([-1, 0, 1, 0]);
    expect([...model.depth]).toEqual([0, 1, 2, 1]);
    expect([...model.descendants]).toEqual([3, 1, 0, 0]);
    expect([...model.self]).toEqual([60, 20, 10, 10]);
    expect([...model.subtreeEnd]).toEqual([4, 3, 3, 4]);
    expect(model.startUnixNano).toBe(1_700_000_000_000_000_000n);
    expect(model.durationNano).toBe(100);
  });

  it('makes a span without its parent a root and says that it is an orphan', () => {
    const model = traceOf([
      { id: 'root', start: 0, end: 10 },
      { id: 'lost', parent: 'nowhere', start: 5, end: 6 },
    ]);
    expect(model.parent[rowOf(model, 'lost')]).toBe(-1);
    expect(model.has(rowOf(model, 'lost'), SpanFlag.orphan)).toBe(true);
    expect(model.notices).toMatchObject({ orphans: 1, rootMissing: false });
    expect(model.rootName).toBe('root');
  });

  it('says that the root is missing when every span names a parent', () => {
    const model = traceOf([{ id: 'lost', parent: 'nowhere', start: 5, end: 6 }]);
    expect(model.notices.rootMissing).toBe(true);
    expect(model.rootName).toBe('');
  });

  it('keeps several roots, in order of time', () => {
    const model = traceOf([
      { id: 'second', start: 20, end: 30 },
      { id: 'first', start: 10, end: 90 },
    ]);
    expect(namesOf(model, model.roots)).toEqual(['first', 'second']);
  });

  it('cuts a ring of parents at its earliest span', () => {
    const model = traceOf([
      { id: 'a', parent: 'c', start: 10, end: 20 },
      { id: 'b', parent: 'a', start: 5, end: 20 },
      { id: 'c', parent: 'b', start: 7, end: 20 },
      { id: 'below', parent: 'a', start: 12, end: 13 },
      { id: 'self', parent: 'self', start: 30, end: 31 },
    ]);
    expect(model.notices.cycles).toBe(2);
    expect(namesOf(model, [0, 1, 2, 3, 4])).toEqual(['b', 'c', 'a', 'below', 'self']);
  });

  it('keeps both spans of an id that occurs twice and marks them', () => {
    const model = traceOf([
      { id: 'root', start: 0, end: 10 },
      { id: 'twin', parent: 'root', start: 1, end: 4 },
      { id: 'twin', parent: 'root', start: 2, end: 3 },
      { id: 'child', parent: 'twin', start: 2, end: 3 },
    ]);
    expect(model.rowCount).toBe(4);
    expect(model.notices.duplicates).toBe(2);
    expect(model.has(1, SpanFlag.duplicateId) && model.has(3, SpanFlag.duplicateId)).toBe(true);
    expect(model.parent[2]).toBe(1);
  });

  it('takes a chain of 100,000 spans', () => {
    const count = 100_000;
    const ids = new Uint8Array(count * 8);
    const parents = new Uint8Array(count * 8);
    const write = (into: Uint8Array, at: number, id: number) => new DataView(into.buffer).setUint32(at * 8 + 4, id);
    for (let span = 0; span < count; span++) {
      write(ids, span, span + 1);
      write(parents, span, span);
    }
    const zeros = new Float64Array(count);
    const model = new TraceModel(
      buildTrace({
        traceId: '',
        count,
        services: ['a'],
        names: ['b'],
        spanIds: ids,
        parentIds: parents,
        startSeconds: zeros,
        startNanos: zeros.map((_, span) => span),
        duration: zeros.map((_, span) => count - span),
        service: new Uint32Array(count),
        name: new Uint32Array(count),
        kind: new Uint8Array(count),
        status: new Uint8Array(count),
        flags: new Uint8Array(count),
        eventSpan: new Uint32Array(0),
        eventSeconds: new Float64Array(0),
        eventNanos: new Float64Array(0),
        eventFlags: new Uint8Array(0),
        partial: null,
      }).data,
    );
    expect(model.descendants[0]).toBe(count - 1);
    expect(model.parent[count - 1]).toBe(count - 2);
    expect(model.depth[count - 1]).toBe(0xffff);
    expect(model.subtreeEnd[50_000]).toBe(count);
  });

  it('holds for any spans: every row once, parents first, subtrees contiguous, self time within the duration', () => {
    const id = fc.integer({ min: 0, max: 12 }).map((number) => `s${number}`);
    const span: fc.Arbitrary<TestSpan> = fc
      .record({ id, parent: fc.option(id, { nil: undefined }), start: fc.nat(50), length: fc.nat(50) })
      .map(({ id, parent, start, length }) => ({ id, start, end: start + length, ...(parent === undefined ? {} : { parent }) }));
    fc.assert(
      fc.property(fc.array(span, { maxLength: 30 }), (spans) => {
        const model = traceOf(spans);
        expect(model.rowCount).toBe(spans.length);
        expect(namesOf(model, spans.keys()).sort()).toEqual(spans.map((one) => one.id).sort());
        let total = 0;
        for (let row = 0; row < model.rowCount; row++) {
          const parent = model.parent[row]!;
          expect(parent).toBeLessThan(row);
          if (parent < 0) total += model.descendants[row]! + 1;
          const starts = model.children(row).map((child) => model.start[child]!);
          expect(starts).toEqual(starts.toSorted((a, b) => a - b));
          expect(model.subtreeEnd[row]! - row).toBe(model.descendants[row]! + 1);
          expect(model.children(row)).toHaveLength(model.childCount[row]!);
          expect(model.self[row]).toBeGreaterThanOrEqual(0);
          expect(model.self[row]).toBeLessThanOrEqual(model.duration[row]!);
        }
        expect(total).toBe(model.rowCount);
      }),
    );
  });
});
