import { describe, expect, test } from 'vitest';
import { readTrace } from '../results/traceResult';
import { countBarsOf, heatMapOf, intervalsOf } from './heatmap';
import type { ChartData } from './fetchChart';
import { layoutOf, nearestDot } from './plot';
import { factsAt } from './pointFacts';

const intervals = intervalsOf(0, 60_000, 10_000);
const series = (status: string, bucket: number, timestampMs: number, value: number) => ({
  labels: new Map([['status', status], ['__bucket', String(2 ** bucket / 1e9)]]), samples: [{ timestampMs, value }],
});
const all = [series('unset', 20, 20_000, 5), series('error', 20, 20_000, 2), series('ok', 26, 40_000, 1)];
const data: ChartData = { heat: heatMapOf(all, intervals), bars: countBarsOf(all, intervals), fromMs: 0, toMs: 60_000 };
const dot = (startMs: number, ms: number) => readTrace({ traceID: 'ab', startTimeUnixNano: String(startMs * 1e6), durationNanos: String(ms * 1e6) })!;

describe('the layout', () => {
  test('reaches over the dots and never shows less than six powers of two', () => {
    expect(layoutOf(data, 700, 160, []).durations).toEqual([2 ** 19, 2 ** 26]);
    expect(layoutOf(data, 700, 160, [dot(0, 1000)]).durations).toEqual([2 ** 19, 2 ** 30]);
    const [low, high] = layoutOf({ ...data, heat: heatMapOf([], intervals) }, 700, 160, []).durations;
    expect(high / low).toBe(64);
  });

  test('finds the dot under the pointer, and none farther away', () => {
    const layout = layoutOf(data, 700, 160, []);
    const traces = [dot(10_000, 5), dot(11_000, 5)];
    const y = layout.duration.toPixel(5e6);
    expect(nearestDot(layout, traces, layout.time.toPixel(10_900), y)).toBe(traces[1]);
    expect(nearestDot(layout, traces, layout.time.toPixel(30_000), y)).toBeUndefined();
  });
});

test('a place of the heat map has an interval, durations and counts; a place of the bars all spans of the interval', () => {
  const layout = layoutOf(data, 700, 160, []);
  const x = layout.time.toPixel(15_000);
  expect(factsAt(data, layout, x, layout.duration.toPixel(2 ** 19.5))).toEqual({ fromMs: 10_000, toMs: 20_000, durations: '524 µs – 1.05 ms', spans: 7, errors: 2 });
  expect(factsAt(data, layout, x, layout.barsTop + 5)).toMatchObject({ durations: undefined, spans: 7, errors: 2 });
  expect(factsAt(data, layout, -1, 5)).toBeUndefined();
});
