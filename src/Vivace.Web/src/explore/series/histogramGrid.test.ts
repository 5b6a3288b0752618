import { describe, expect, it } from 'vitest';
import { histogramOf } from './histogramGrid';
import type { MetricsSeries } from './metricsAnswer';

const series = (bucket: number | undefined, ...values: number[]): MetricsSeries => ({ name: String(bucket), group: '', bucket, values, exemplars: [] });

describe('a histogram over time', () => {
  it('has buckets in order, those without values in between, and adds groups up', () => {
    const grid = histogramOf([1_000, 2_000], [series(8, 1, Number.NaN), series(1, 2, 3), series(8, 4, 5)]);
    expect(grid.buckets).toEqual([1, 2, 4, 8]);
    expect(grid.counts).toEqual([[2, 3], [0, 0], [0, 0], [5, 5]]);
    expect([grid.most, grid.stepMs]).toEqual([5, 1_000]);
  });

  it('knows the bucket of each trace behind it', () => {
    const exemplar = { traceId: 'a', timestampMs: 1_500, value: 3 };
    expect(histogramOf([1_000, 2_000], [series(2, 1), { ...series(8, 1), exemplars: [exemplar] }]).exemplars).toEqual([{ level: 2, exemplar }]);
  });

  it('of nothing is empty', () => {
    expect(histogramOf([], [series(undefined)])).toMatchObject({ buckets: [], counts: [], most: 0 });
  });
});
