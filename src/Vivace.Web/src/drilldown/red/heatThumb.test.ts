import { expect, it } from 'vitest';
import type { HeatMap } from '../../explore/chart/heatmap';
import { thumbCells } from './heatThumb';

const map = (columns: number, rows: number, counts: number[], errors: number[]): HeatMap => ({
  firstEdgeMs: 0, stepMs: 1, columns, rows, lowestBucket: 0, counts: Float64Array.from(counts), errors: Float64Array.from(errors), max: Math.max(0, ...counts),
});

it('has the longest durations on top, and says where most spans failed', () => {
  expect(thumbCells(map(2, 2, [4, 0, 0, 1], [0, 0, 0, 1]))).toEqual([
    { left: 0, top: 0.5, width: 0.5, height: 0.5, level: 6, isError: false },
    { left: 0.5, top: 0, width: 0.5, height: 0.5, level: 3, isError: true },
  ]);
});

it('puts columns together that would be too thin', () => {
  const cells = thumbCells(map(120, 1, Array.from({ length: 120 }, () => 1), Array.from({ length: 120 }, () => 0)));
  expect(cells).toHaveLength(40);
  expect(cells[1]!.left).toBeCloseTo(1 / 40);
});

it('is empty without spans', () => {
  expect(thumbCells(map(3, 0, [], []))).toEqual([]);
});
