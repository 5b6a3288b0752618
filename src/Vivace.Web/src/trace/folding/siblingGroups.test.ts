import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generatedModel, namesOf, rowOf, traceOf, type TestSpan } from '../../testing/traceBuilder';
import { makeLayout, type LayoutInput } from '../layout/makeLayout';
import { EntryKind, entryOfRow, type Layout } from '../layout/Layout';
import type { TraceModel } from '../model/TraceModel';
import { collapseAll, collapseToLevel, initiallyCollapsed, likeThis, oneLevel, onlySiblings, revealRow, revealRows } from './collapse';
import { openGroupsFor } from './openGroups';
import { groupOfMember, siblingGroups } from './siblingGroups';

/** Six like queries below a root, the fourth with a child, and one span of another name among twelve. */
const queries: TestSpan[] = [
  { id: 'root', start: 0, end: 1_000 },
  ...Array.from({ length: 6 }, (_, at) => ({
    id: `q${at}`,
    parent: 'root',
    name: 'query',
    start: 10 * at,
    end: 10 * at + at + 1,
    error: at === 3,
  })),
  { id: 'inner', parent: 'q3', start: 31, end: 32 },
  { id: 'other', parent: 'root', start: 100, end: 110 },
];

function layoutOf(model: TraceModel, changed: Partial<LayoutInput> = {}): Layout {
  return makeLayout({
    model,
    collapsed: initiallyCollapsed(model),
    groups: siblingGroups(model),
    openGroups: new Set(),
    visible: null,
    hiddenServices: new Set(),
    rootRow: -1,
    ...changed,
  });
}

/** Lines as "name" for spans, "6x query" for groups, "-2 shop" for stubs, indented by level. */
function lines(model: TraceModel, layout: Layout): string[] {
  return Array.from({ length: layout.count }, (_, at) => {
    const indent = ' '.repeat(layout.level[at]!);
    const row = layout.row[at]!;
    const name = model.spanName(row);
    switch (layout.kind[at]) {
      case EntryKind.group:
        return `${indent}${layout.spans[at]}x ${name}`;
      case EntryKind.stub:
        return `${indent}-${layout.spans[at]} ${model.serviceName(row)}`;
      case EntryKind.more:
        return `${indent}+${layout.spans[at]}`;
      default:
        return indent + name;
    }
  });
}

describe('runs of like siblings', () => {
  it('are found from five on, with their sums', () => {
    const model = traceOf(queries);
    const groups = siblingGroups(model);
    expect(groups.count).toBe(1);
    expect(groups.members[0]).toBe(6);
    expect(groups.total[0]).toBe(1 + 2 + 3 + 4 + 5 + 6);
    expect(groups.shortest[0]).toBe(1);
    expect(groups.longest[0]).toBe(6);
    expect(groups.errors[0]).toBe(1);
    expect([groups.from[0], groups.to[0]]).toEqual([0, 56]);
    expect(groups.end[0]).toBe(rowOf(model, 'other'));
  });

  it('are not made of four, nor across another name', () => {
    const four = traceOf(queries.filter((span) => span.id !== 'q0' && span.id !== 'q1'));
    expect(siblingGroups(four).count).toBe(0);
    const broken = traceOf(queries.map((span) => (span.id === 'q2' ? { ...span, name: 'else' } : span)));
    expect(siblingGroups(broken).count).toBe(0);
  });

  it('show as one line, and open to their members one level deeper', () => {
    const model = traceOf(queries);
    expect(lines(model, layoutOf(model))).toEqual(['root', ' 6x query', ' other']);
    const open = layoutOf(model, { openGroups: new Set([rowOf(model, 'q0')]) });
    expect(lines(model, open)).toEqual([
      'root', ' 6x query', '  query', '  query', '  query', '  query', '   inner', '  query', '  query', ' other',
    ]);
    expect(entryOfRow(open, rowOf(model, 'q0'))).toBe(2);
    expect(lines(model, layoutOf(model, { groups: null }))).toHaveLength(9);
  });

  it('know their members, and which groups have to open for a span inside', () => {
    const model = traceOf(queries);
    const groups = siblingGroups(model);
    expect(groupOfMember(model, groups, rowOf(model, 'q4'))).toBe(0);
    expect(groupOfMember(model, groups, rowOf(model, 'other'))).toBe(-1);
    expect([...openGroupsFor(model, groups, new Set(), rowOf(model, 'inner'))]).toEqual([rowOf(model, 'q0')]);
    expect([...openGroupsFor(model, groups, new Set(), rowOf(model, 'other'))]).toEqual([]);
  });

  it('with a filter count only members that are shown, and fall apart below five', () => {
    const model = traceOf(queries);
    const visible = new Uint8Array(model.rowCount).fill(1);
    visible[rowOf(model, 'q5')] = 0;
    expect(lines(model, layoutOf(model, { visible }))).toEqual(['root', ' 5x query', ' other']);
    visible[rowOf(model, 'q4')] = 0;
    expect(lines(model, layoutOf(model, { visible }))[1]).toBe(' query');
  });
});

describe('the lines of the waterfall', () => {
  const shop: TestSpan[] = [
    { id: 'a', start: 0, end: 100, service: 'web' },
    { id: 'b', parent: 'a', start: 1, end: 50, service: 'cart' },
    { id: 'c', parent: 'b', start: 2, end: 40, service: 'cart' },
    { id: 'd', parent: 'c', start: 3, end: 30, service: 'db' },
    { id: 'e', parent: 'b', start: 41, end: 45, service: 'cart' },
    { id: 'f', parent: 'a', start: 60, end: 70, service: 'cart' },
    { id: 'g', parent: 'a', start: 80, end: 90, service: 'web' },
  ];

  it('leave one stub where a service is cut, with what other services did below it', () => {
    const model = traceOf(shop);
    const hiddenServices = new Set([model.services.indexOf('cart')]);
    expect(lines(model, layoutOf(model, { hiddenServices }))).toEqual(['a', ' -2 cart', '  d', '  -1 cart', ' -1 cart', ' g']);
    const both = new Set([model.services.indexOf('cart'), model.services.indexOf('db')]);
    expect(lines(model, layoutOf(model, { hiddenServices: both }))).toEqual(['a', ' -5 cart', ' g']);
  });

  it('show only matches, moved up to the nearest one above', () => {
    const model = traceOf(shop);
    const visible = Uint8Array.from(namesOf(model, shop.keys()), (name) => (name === 'a' || name === 'd' || name === 'e' ? 1 : 0));
    expect(lines(model, layoutOf(model, { visible }))).toEqual(['a', ' d', ' e']);
  });

  it('begin at the span that was made the root', () => {
    const model = traceOf(shop);
    expect(lines(model, layoutOf(model, { rootRow: rowOf(model, 'b') }))).toEqual(['b', ' c', '  d', ' e']);
  });

  it('have every row once and levels like depths, when nothing is folded', () => {
    const property = fc.property(fc.nat(500), fc.integer({ min: 1, max: 400 }), (seed, size) => {
      const model = generatedModel(size, seed);
      const layout = layoutOf(model, { groups: null });
      expect([...layout.row]).toEqual([...Array(model.rowCount).keys()]);
      expect([...layout.level]).toEqual([...model.depth]);
    });
    fc.assert(property, { numRuns: 40 });
  });

  it('hide exactly what is below a collapsed row or in a closed group', () => {
    const property = fc.property(fc.nat(500), fc.array(fc.nat(150), { maxLength: 12 }), fc.nat(150), (seed, folded, opened) => {
      const model = generatedModel(150, seed);
      const collapsed = initiallyCollapsed(model);
      for (const row of folded) if (row < model.rowCount) collapsed[row] = 1;
      const groups = siblingGroups(model);
      const openGroups = openGroupsFor(model, groups, new Set(), opened % model.rowCount);
      const layout = layoutOf(model, { collapsed, openGroups });
      for (let row = 0; row < model.rowCount; row++) {
        let shown = true;
        for (let at = row; at >= 0; at = model.parent[at]!) {
          if (at !== row && collapsed[at] === 1) shown = false;
          const group = groupOfMember(model, groups, at);
          if (group >= 0 && !openGroups.has(groups.first[group]!)) shown = false;
        }
        expect(entryOfRow(layout, row) >= 0).toBe(shown);
      }
    });
    fc.assert(property, { numRuns: 60 });
  });
});

describe('folding', () => {
  const deep = traceOf([
    { id: 'r', start: 0, end: 100 },
    { id: 'x', parent: 'r', start: 1, end: 50 },
    { id: 'x1', parent: 'x', start: 2, end: 10, name: 'same' },
    { id: 'x2', parent: 'x1', start: 3, end: 5 },
    { id: 'y', parent: 'r', start: 60, end: 90 },
    { id: 'y1', parent: 'y', start: 61, end: 80, name: 'same' },
    { id: 'y2', parent: 'y1', start: 62, end: 63 },
  ]);
  const shown = (collapsed: Uint8Array) => lines(deep, layoutOf(deep, { collapsed })).map((line) => line.trim());
  const none = initiallyCollapsed(deep);

  it('collapses and expands everything', () => {
    expect(shown(collapseAll(deep, none, true))).toEqual(['r']);
    expect(shown(collapseAll(deep, collapseAll(deep, none, true), false))).toHaveLength(7);
    expect(shown(collapseAll(deep, none, true, rowOf(deep, 'x')))).toEqual(['r', 'x', 'same', 'y', 'same', 'y2']);
  });

  it('goes level by level', () => {
    expect(shown(collapseToLevel(deep, none, 2))).toEqual(['r', 'x', 'y']);
    const once = oneLevel(deep, none, false);
    expect(shown(once)).toEqual(['r', 'x', 'same', 'y', 'same']);
    expect(shown(oneLevel(deep, once, false))).toEqual(['r', 'x', 'y']);
    expect(shown(oneLevel(deep, oneLevel(deep, once, false), true))).toEqual(['r', 'x', 'same', 'y', 'same']);
    expect(oneLevel(deep, none, true)).toBe(none);
  });

  it('leaves only siblings, or folds all that are alike', () => {
    expect(shown(onlySiblings(deep, none, rowOf(deep, 'x1')))).toEqual(['r', 'x', 'same', 'y']);
    expect(shown(likeThis(deep, none, rowOf(deep, 'x1'), true))).toEqual(['r', 'x', 'same', 'y', 'same']);
  });

  it('opens the ancestors of a row, or of all rows of a mask', () => {
    const all = collapseAll(deep, none, true);
    expect(shown(revealRow(deep, all, rowOf(deep, 'x1')))).toEqual(['r', 'x', 'same', 'y']);
    const mask = new Uint8Array(deep.rowCount);
    mask[rowOf(deep, 'x1')] = 1;
    mask[rowOf(deep, 'y2')] = 1;
    expect(shown(revealRows(deep, all, mask))).toEqual(['r', 'x', 'same', 'y', 'same', 'y2']);
    expect(revealRows(deep, none, mask)).toBe(none);
  });
});
