import { expect, it } from 'vitest';
import { readLabelled } from '../data/labelledSeries';
import { redDataOf } from './redData';

const range = { startSeconds: 60, endSeconds: 150, mostSecondsPerQuery: 3600 };
const labels = (values: Record<string, string | number>) => Object.entries(values).map(([key, value]) => ({ key, value: typeof value === 'number' ? { doubleValue: value } : { stringValue: value } }));
const samples = (...values: [number, number][]) => values.map(([timestampMs, value]) => ({ timestampMs: String(timestampMs), value }));
const exemplar = (id: string, value: number) => ({ labels: [{ key: 'trace:id', value: { stringValue: id } }], timestampMs: '100000', value });

const data = redDataOf({
  histogram: readLabelled({
    series: [
      { labels: labels({ __bucket: 0.134217728, status: 'unset' }), samples: samples([120_000, 30], [180_000, 15]) },
      { labels: labels({ __bucket: 1.073741824, status: 'error' }), samples: samples([120_000, 10]) },
    ],
  }),
  overTime: readLabelled({ series: [{ labels: labels({ p: 0.95 }), samples: samples([120_000, 0.5], [180_000, 0.1]), exemplars: [exemplar('a1', 0.1), exemplar('b2', 0.9)] }] }),
  overall: readLabelled({ series: [{ labels: labels({ p: 0.95 }), value: 0.4 }] }),
  failed: readLabelled({ series: [{ labels: labels({ p: 0.5 }), exemplars: [exemplar('b2', 0.9)] }] }),
}, range, 60, 150_000);

it('counts rate and errors from the histogram, by the time that an interval has had so far', () => {
  expect(data.times).toEqual([120_000, 180_000]);
  expect(data.spansPerSecond).toEqual([40 / 60, 15 / 30]);
  expect(data.errorsPerSecond).toEqual([10 / 60, 0]);
  expect(data.errorShare).toEqual([25, 0]);
  expect(data).toMatchObject({ spans: 55, errors: 10, seconds: 90 });
});

it('has quantiles in nanoseconds, none where there is no span', () => {
  expect(data.quantiles.find(({ quantile }) => quantile === 0.95)).toEqual({ quantile: 0.95, values: [0.5e9, 0.1e9], overall: 0.4e9 });
  expect(data.quantiles.find(({ quantile }) => quantile === 0.5)?.values).toEqual([Number.NaN, Number.NaN]);
});

it('shows a trace once: as an error when it is one', () => {
  expect(data.exemplars.map(({ traceId, isError }) => [traceId.slice(-2), isError])).toEqual([['b2', true], ['a1', false]]);
});
