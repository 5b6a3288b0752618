import { describe, expect, test } from 'vitest';
import { boxOf, selectionOf, type Plot } from './brush';
import { linearScale, logScale } from './scale';

const plot: Plot = { width: 600, height: 100, time: linearScale([0, 6000], [0, 600]), duration: logScale([1e3, 1e9], [100, 0]) };

describe('dragging over the chart', () => {
  test('selects time and duration, in whatever direction', () => {
    const selection = selectionOf({ fromX: 300, fromY: 80, toX: 100, toY: 20 }, plot)!;
    expect([selection.fromMs, selection.toMs]).toEqual([1000, 3000]);
    expect(selection.minNanoseconds! / 1e3).toBeCloseTo(15.85, 1);
    expect(selection.maxNanoseconds! / 1e6).toBeCloseTo(63.1, 1);
  });

  test('along the time axis selects time alone', () => {
    expect(boxOf({ fromX: 100, fromY: 50, toX: 200, toY: 53 }, plot)).toEqual({ left: 100, right: 200, top: 0, bottom: 100 });
    expect(selectionOf({ fromX: 100, fromY: 50, toX: 200, toY: 53 }, plot)).toMatchObject({ minNanoseconds: undefined, maxNanoseconds: undefined });
  });

  test('straight up selects durations alone, open where the edge is reached', () => {
    expect(selectionOf({ fromX: 100, fromY: 50, toX: 101, toY: -30 }, plot)).toMatchObject({ fromMs: 0, toMs: 6000, maxNanoseconds: undefined });
  });

  test('outside of the plot is cut at its edges', () => {
    expect(boxOf({ fromX: -50, fromY: -5, toX: 900, toY: 500 }, plot)).toEqual({ left: 0, right: 600, top: 0, bottom: 100 });
  });

  test('hardly at all is a click', () => {
    expect(selectionOf({ fromX: 10, fromY: 10, toX: 12, toY: 11 }, plot)).toBeUndefined();
  });
});
