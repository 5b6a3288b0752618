import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLabelled } from '../data/labelledSeries';
import { comparisonOf, fieldOf, joinedSides, type ComparedField, type Comparison } from './comparedField';
import { binsOf, binCondition } from './numbers';
import { rankFields, scoreOf } from './ranking';

const text = (value: string) => ({ type: 'string', text: value }) as const;
const field = (name: string, values: Record<string, [number, number]>, unlisted: [number, number] = [0, 0]): ComparedField => ({
  field: name,
  values: Object.entries(values).map(([value, [selection, baseline]]) => ({ value: value === '' ? undefined : text(value), selection, baseline })),
  unlisted: { selection: unlisted[0], baseline: unlisted[1] },
});
const ids = (count: number, of: 'selection' | 'baseline') => Object.fromEntries(Array.from({ length: count }, (_, i) => [`${of}-${i}`, of === 'selection' ? [1, 0] : [0, 1]] as [string, [number, number]]));

describe('the ranking', () => {
  const comparison: Comparison = {
    selection: 100,
    baseline: 1000,
    fields: [
      field('span.id', { ...ids(100, 'selection'), ...ids(100, 'baseline') }, [0, 900]),
      field('resource.region', { eu: [100, 1000] }),
      field('span.brand', { visa: [52, 500], amex: [48, 500] }),
      field('span.tenant', { globex: [98, 200], acme: [2, 800] }),
      field('resource.version', { '1.5.0': [97, 350], '1.4.0': [3, 650] }),
      field('span.attempts', { '3': [100, 10], '': [0, 990] }),
    ],
  };

  it('puts first what differs most, then what is alike, then ids, then what has one value', () => {
    expect(rankFields(comparison).map(({ field: name, verdict }) => [name, verdict])).toEqual([
      ['span.attempts', 'differs'],
      ['span.tenant', 'differs'],
      ['resource.version', 'differs'],
      ['span.brand', 'alike'],
      ['span.id', 'unique'],
      ['resource.region', 'single'],
    ]);
  });

  it('does not call telling what the selection was made by', () => {
    const names = rankFields(comparison, new Set(['span.attempts'])).map(({ field: name, verdict }) => [name, verdict]);
    expect(names[0]).toEqual(['span.tenant', 'differs']);
    expect(names).toContainEqual(['span.attempts', 'given']);
  });

  it('puts what spans came with before what they came to', () => {
    const both = { a: [90, 0] as [number, number], b: [10, 100] as [number, number] };
    const ranked = rankFields({ selection: 100, baseline: 100, fields: [field('statusMessage', { a: [95, 0], b: [5, 100] }), field('span.tenant', both)] });
    expect(ranked.map(({ field: name }) => name)).toEqual(['span.tenant', 'statusMessage']);
  });

  it('lists the values of a field by their difference', () => {
    expect(rankFields(comparison)[1]!.values.map(({ value }) => value?.text)).toEqual(['globex', 'acme']);
  });

  it('takes a field for telling that only one side has', () => {
    const [first] = rankFields({ selection: 50, baseline: 500, fields: [field('span.error', { '': [0, 500], timeout: [50, 0] })] });
    expect(first).toMatchObject({ verdict: 'differs' });
    expect(first!.score).toBeGreaterThan(0.9);
  });

  it('does not take chance for a difference: few spans, many values', () => {
    const [first] = rankFields({ selection: 4, baseline: 6, fields: [field('span.n', { a: [2, 1], b: [1, 2], c: [1, 3] })] });
    expect(first!.verdict).toBe('alike');
  });

  it('knows an id that comes a few times each, of which only the most frequent are listed', () => {
    const users = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`u${i}`, i < 100 ? [1, 0] : [0, 3]] as [string, [number, number]]));
    const [first] = rankFields({ selection: 100, baseline: 3000, fields: [field('span.user', users, [0, 2700])] });
    expect(first).toMatchObject({ verdict: 'unique' });
  });

  it('finds one value of many that stands out', () => {
    const customers = { big: [90, 20] as [number, number], ...Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`c${i}`, i < 10 ? [1, 0] : [0, 10]] as [string, [number, number]])) };
    const [first] = rankFields({ selection: 100, baseline: 3000, fields: [field('span.customer', customers, [0, 2480])] });
    expect(first).toMatchObject({ verdict: 'differs' });
    expect(first!.score).toBeGreaterThan(0.7);
  });

  it('ranks numbers by their histogram, not as ids', () => {
    const numbers = (from: number, side: 'selection' | 'baseline') => Array.from({ length: 60 }, (_, i) => ({
      value: { type: 'int', text: String(from + i) } as const, selection: side === 'selection' ? 1 : 0, baseline: side === 'baseline' ? 1 : 0,
    }));
    const apart: ComparedField = { field: 'span.size', values: [...numbers(0, 'baseline'), ...numbers(1000, 'selection')], unlisted: { selection: 0, baseline: 0 } };
    const [first] = rankFields({ selection: 60, baseline: 60, fields: [apart] });
    expect(first).toMatchObject({ verdict: 'differs', bins: expect.any(Array) });
    expect(first!.score).toBeGreaterThan(0.8);
  });

  it('scores between 0 and 1, nothing for equal mixes, and the same from either side', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(1000), fc.nat(1000)), { minLength: 1, maxLength: 20 }), (counts) => {
      const one = field('x', Object.fromEntries(counts.map((pair, i) => [`v${i}`, pair])));
      const [selection, baseline] = [counts.reduce((sum, [count]) => sum + count, 0), counts.reduce((sum, [, count]) => sum + count, 0)];
      const score = scoreOf(one, selection, baseline);
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
      const turned = field('x', Object.fromEntries(counts.map(([a, b], i) => [`v${i}`, [b, a]])));
      expect(scoreOf(turned, baseline, selection)).toBeCloseTo(score, 12);
      const same = field('x', Object.fromEntries(counts.map(([a], i) => [`v${i}`, [a, a]])));
      expect(scoreOf(same, selection, selection)).toBe(0);
    }));
  });
});

describe('an answer of compare()', () => {
  const series = (kind: string, key: string, value: Record<string, unknown>, count: number) => ({
    labels: [{ key: '__meta_type', value: { stringValue: kind } }, { key, value }], value: count,
  });
  const nil = { stringValue: 'nil' };

  it('has missing values and unlisted ones by its totals', () => {
    const { fields, selection, baseline } = comparisonOf(readLabelled({
      series: [
        series('selection', 'span.a', { stringValue: 'x' }, 3), series('selection_total', 'span.a', nil, 5),
        series('baseline', 'span.a', { stringValue: 'x' }, 10), series('baseline_total', 'span.a', nil, 10),
        series('selection_total', 'name', nil, 6), series('baseline_total', 'name', nil, 40),
      ],
    }).series);
    expect([selection, baseline]).toEqual([6, 40]);
    expect(fields[0]).toEqual({
      field: 'span.a',
      values: [{ value: text('x'), selection: 3, baseline: 10 }, { value: undefined, selection: 1, baseline: 30 }],
      unlisted: { selection: 2, baseline: 0 },
    });
  });

  it('of two windows is joined: the selection here, the other one as baseline', () => {
    const now = readLabelled({ series: [series('selection', 'span.a', { stringValue: 'x' }, 3), series('selection_total', 'span.a', nil, 3), series('baseline', 'span.a', { stringValue: 'x' }, 99)] });
    const before = readLabelled({ series: [series('selection', 'span.a', { stringValue: 'y' }, 7), series('selection_total', 'span.a', nil, 7)] });
    expect(comparisonOf(joinedSides(now.series, before.series)).fields[0]!.values).toEqual([
      { value: text('x'), selection: 3, baseline: 0 }, { value: text('y'), selection: 0, baseline: 7 },
    ]);
  });

  it('over time counts all its samples', () => {
    const overTime = { labels: [{ key: '__meta_type', value: { stringValue: 'selection_total' } }, { key: 'name', value: nil }], samples: [{ timestampMs: '1', value: 2 }, { timestampMs: '2', value: 3 }] };
    expect(comparisonOf(readLabelled({ series: [overTime] }).series).selection).toBe(5);
  });

  it('has fields as a query writes them', () => {
    expect(fieldOf('span."user \\"x\\" name"')).toBe('span."user \\"x\\" name"');
    expect([fieldOf('span.user name'), fieldOf('resource.a'), fieldOf('instrumentation:name'), fieldOf('kind')]).toEqual(['span."user name"', 'resource.a', 'instrumentation:name', 'kind']);
  });
});

describe('numbers', () => {
  const numbers = (list: number[]): ComparedField => ({
    field: 'span.n', unlisted: { selection: 0, baseline: 0 }, values: list.map((n) => ({ value: { type: 'int', text: String(n) }, selection: 1, baseline: 2 })),
  });

  it('are a histogram when there are many', () => {
    const bins = binsOf(numbers(Array.from({ length: 24 }, (_, i) => i)))!;
    expect(bins).toHaveLength(12);
    expect(bins.map(({ selection }) => selection)).toEqual([2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2]);
    expect(binCondition('span.n', bins[11]!, true)).toBe('span.n >= 21.0833 && span.n <= 23');
  });

  it('have bins of equal ratio when they reach far', () => {
    const bins = binsOf(numbers(Array.from({ length: 13 }, (_, i) => 2 ** i)))!;
    expect(bins[1]!.from / bins[0]!.from).toBeCloseTo(bins[11]!.from / bins[10]!.from);
    expect(bins.reduce((sum, { baseline }) => sum + baseline, 0)).toBe(26);
  });

  it('are none of a field with few values, texts, or values that are not listed', () => {
    expect(binsOf(numbers([1, 2, 3]))).toBeUndefined();
    expect(binsOf(field('x', ids(20, 'selection')))).toBeUndefined();
    expect(binsOf({ ...numbers(Array.from({ length: 24 }, (_, i) => i)), unlisted: { selection: 1, baseline: 0 } })).toBeUndefined();
  });
});
