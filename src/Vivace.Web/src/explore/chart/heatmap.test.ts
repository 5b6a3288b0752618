import { describe, expect, test } from 'vitest';
import { countBarsOf, durationDomain, heatMapOf, intervalsOf } from './heatmap';
import { readInstant, readSeries } from './series';

const label = (key: string, value: unknown) => ({ key, value: typeof value === 'number' ? { doubleValue: value } : { stringValue: value } });
const one = (labels: Record<string, unknown>, samples: [number, number | undefined][]) => ({
  labels: Object.entries(labels).map(([key, value]) => label(key, value)),
  samples: samples.map(([timestampMs, value]) => ({ timestampMs: String(timestampMs), ...(value === undefined ? {} : { value }) })),
});
const intervals = intervalsOf(10_000, 40_000, 10_000);

describe('intervals', () => {
  test('have right edges at multiples of the step and cover the range', () => {
    expect(intervals).toEqual({ firstEdgeMs: 20_000, stepMs: 10_000, columns: 3 });
    expect(intervalsOf(10_001, 40_001, 10_000)).toEqual({ firstEdgeMs: 20_000, stepMs: 10_000, columns: 4 });
  });
});

describe('the heat map', () => {
  const map = heatMapOf(readSeries({ series: [
    one({ status: 'unset', __bucket: 0.000001024 }, [[10_000, 99], [20_000, 5], [30_000, undefined], [40_000, 1]]),
    one({ status: 'error', __bucket: 0.000004096 }, [[30_000, 2], [50_000, 7]]),
    one({ status: 'ok', __bucket: 0.000004096 }, [[30_000, 3]]),
    one({ status: 'ok', __bucket: 1.073741824 }, [[30_000, 0]]),
  ] }), intervals);

  test('has a row for each power of two between the filled ones', () => {
    expect([map.lowestBucket, map.rows]).toEqual([10, 3]);
    expect(durationDomain(map)).toEqual([512, 4096]);
  });

  test('adds up statuses and counts errors apart; samples outside are left out', () => {
    expect([...map.counts]).toEqual([5, 0, 0, 0, 0, 5, 1, 0, 0]);
    expect([...map.errors]).toEqual([0, 0, 0, 0, 0, 2, 0, 0, 0]);
    expect(map.max).toBe(5);
  });

  test('of nothing is empty', () => {
    expect(heatMapOf([], intervals)).toMatchObject({ rows: 0, max: 0, lowestBucket: 0 });
  });
});

test('count bars are stacked by status', () => {
  const bars = countBarsOf(readSeries({ series: [
    one({ status: 'error' }, [[20_000, 1]]), one({ status: 'unset' }, [[20_000, 4], [40_000, 2]]), one({ status: 'ok' }, [[40_000, 3]]),
  ] }), intervals);
  expect([[...bars.error], [...bars.unset], [...bars.ok], bars.max, bars.total]).toEqual([[1, 0, 0], [4, 0, 2], [0, 0, 3], 5, 10]);
});

test('an instant answer has one value a series', () => {
  expect(readInstant({ series: [{ labels: [label('status', 'error')], value: 3 }, { labels: [] }] }).map(({ value }) => value)).toEqual([3, 0]);
});
