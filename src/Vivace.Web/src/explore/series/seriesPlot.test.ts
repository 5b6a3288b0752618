import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MetricsSeries } from './metricsAnswer';
import { nearestExemplar } from './exemplarDots';
import { indexAt, layoutSeries, placeExemplars, roundMarks, seriesMargins, stepOf } from './seriesPlot';

const series = (name: string, values: number[], exemplars: MetricsSeries['exemplars'] = []): MetricsSeries => ({ name, values, exemplars });
const size = { width: 100 + seriesMargins.left + seriesMargins.right, height: 100 + seriesMargins.top + seriesMargins.bottom };

describe('marks of an axis', () => {
  it('are round, ascend and enclose the domain', () => {
    const bound = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    fc.assert(fc.property(bound, bound, fc.integer({ min: 2, max: 10 }), (a, b, most) => {
      const [low, high] = [Math.min(a, b, 0), Math.max(a, b, 0)];
      fc.pre(high - low > 1e-6);
      const marks = roundMarks(low, high, most);
      const slack = (high - low) * 1e-6;
      expect(marks[0]!).toBeLessThanOrEqual(low + slack);
      expect(marks.at(-1)!).toBeGreaterThanOrEqual(high - slack);
      expect(marks.length).toBeLessThanOrEqual(most + 3);
      expect([...marks].sort((x, y) => x - y)).toEqual(marks);
    }));
  });

  it.each([
    [0, 0, [0, 1]],
    [0, 10, [0, 5, 10]],
    [0, 0.3, [0, 0.1, 0.2, 0.3]],
    [-3, 4, [-4, -2, 0, 2, 4]],
  ])('of %s to %s are %j', (low, high, marks) => {
    expect(roundMarks(low, high, 4)).toEqual(marks);
  });
});

describe('the layout of series', () => {
  const answer = { times: [1000, 2000], series: [] };

  it('stacks bars in their order, negative values below the line', () => {
    const { stacks, valueMarks } = layoutSeries(answer, [series('a', [1, Number.NaN]), series('b', [2, -1]), series('c', [3, -2])], 'bars', [0, 2000], size);
    expect(stacks).toEqual([[[1, 0], [Number.NaN, 0]], [[3, 1], [-1, 0]], [[6, 3], [-3, -1]]]);
    expect([valueMarks[0], valueMarks.at(-1)]).toEqual([-5, 10]);
  });

  it('lets every line start at the axis', () => {
    const layout = layoutSeries(answer, [series('a', [1, 2]), series('b', [2, 4])], 'lines', [0, 2000], size);
    expect(layout.stacks[1]).toEqual([[2, 0], [4, 0]]);
    expect([layout.time.toPixel(0), layout.time.toPixel(2000), layout.value.toPixel(0), layout.value.toPixel(4)]).toEqual([0, 100, 100, 0]);
  });

  it('finds the interval that an instant lies in', () => {
    expect(stepOf([1000, 2000, 4000])).toBe(1000);
    expect([500, 1000, 1001, 2000, 3500, 5000].map((instant) => indexAt([1000, 2000, 4000], 1000, instant))).toEqual([0, 0, 1, 1, 2, undefined]);
    expect(indexAt([1000, 2000, 4000], 1000, 2500)).toBeUndefined();
  });

  it('finds the exemplar that is pointed at, and none from afar', () => {
    const dot = { traceId: 'a', timestampMs: 1000, value: 2 };
    const shown = [series('a', [1, 4], [dot])];
    const layout = layoutSeries(answer, shown, 'lines', [0, 2000], size);
    const placed = placeExemplars(layout, answer, shown, 'lines');
    expect(nearestExemplar(placed, 52, 52)).toBe(dot);
    expect(nearestExemplar(placed, 70, 52)).toBeUndefined();
  });

  it('stands an exemplar on the piece of its series where bars are stacked', () => {
    const dot = { traceId: 'a', timestampMs: 1500, value: 1 };
    const shown = [series('a', [1, 2]), series('b', [1, 2], [dot, { ...dot, timestampMs: 9000 }])];
    const layout = layoutSeries(answer, shown, 'bars', [0, 2000], size);
    // The second series reaches from 2 to 4 of 4.
    expect(placeExemplars(layout, answer, shown, 'bars')).toEqual([{ exemplar: dot, series: 1, x: 75, y: layout.value.toPixel(3) }]);
  });
});
