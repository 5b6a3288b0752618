import { describe, expect, it } from 'vitest';
import { factsOf, readInstantValues, readMetrics } from './metricsAnswer';

const label = (key: string, stringValue: string) => ({ key, value: { stringValue } });

describe('a metrics answer', () => {
  it('puts all series on the same times; a missing sample is none, a missing value 0', () => {
    const answer = readMetrics({
      series: [
        { labels: [label('resource.service.name', 'cart')], samples: [{ timestampMs: '2000', value: 3 }, { timestampMs: '1000' }] },
        { labels: [label('resource.service.name', 'ads')], samples: [{ timestampMs: '3000', value: -1.5 }] },
      ],
    });
    expect(answer.times).toEqual([1000, 2000, 3000]);
    expect(answer.series.map(({ name, values }) => [name, values])).toEqual([
      ['cart', [0, 3, Number.NaN]],
      ['ads', [Number.NaN, Number.NaN, -1.5]],
    ]);
  });

  it.each([
    [[label('__name__', 'rate')], 'rate'],
    [[label('resource.service.name', 'cart'), label('status', 'error')], 'cart, error'],
    [[label('name', 'GET /'), { key: 'p', value: { doubleValue: 0.99 } }], 'GET /, p99'],
    [[{ key: '__bucket', value: { doubleValue: 0.5 } }], '≤ 0.5'],
    [[label('span.x', '')], 'span.x: empty'],
    [[], ''],
  ])('names a series by its labels %j', (labels, name) => {
    expect(readMetrics({ series: [{ labels, samples: [] }] }).series[0]?.name).toBe(name);
  });

  it('reads exemplars that name a trace', () => {
    const exemplars = [
      { labels: [label('trace:id', '1d1a1abecc6c375a859d65030271d350')], timestampMs: '1500', value: 0.098 },
      { labels: [label('trace:id', '<img>')], timestampMs: '1500', value: 1 },
      { labels: [], timestampMs: '1500', value: 1 },
    ];
    expect(readMetrics({ series: [{ labels: [], samples: [], exemplars }] }).series[0]?.exemplars).toEqual([
      { traceId: '1d1a1abecc6c375a859d65030271d350', timestampMs: 1500, value: 0.098 },
    ]);
  });

  it.each([undefined, null, 5, 'x', {}, { series: 'x' }, { series: [null, 5, { samples: [{}] }] }])('reads %j without failing', (json) => {
    expect(() => [readMetrics(json), readInstantValues(json)]).not.toThrow();
  });

  it('orders the values of an instant query, largest first', () => {
    const series = [{ labels: [label('a', 'x')], value: 1 }, { labels: [label('a', 'y')], value: 21 }, { labels: [label('a', 'b')], value: 1 }];
    expect(readInstantValues({ series }).map(({ name, value }) => `${name} ${value}`)).toEqual(['y 21', 'b 1', 'x 1']);
  });
});

describe('facts of a series', () => {
  it('are of the values that are there', () => {
    expect(factsOf([Number.NaN, 4, 2, Number.NaN])).toEqual({ last: 2, average: 3, max: 4 });
    expect(factsOf([-4, -2])).toEqual({ last: -2, average: -3, max: -2 });
    expect(factsOf([Number.NaN])).toEqual({ last: Number.NaN, average: Number.NaN, max: Number.NaN });
  });
});
