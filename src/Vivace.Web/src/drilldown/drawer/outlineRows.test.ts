import { expect, it } from 'vitest';
import { outlineRows } from './outlineRows';

function model(parents: number[], durations: number[], errors: number[] = []) {
  return { rowCount: parents.length, totalSpans: parents.length, parent: Int32Array.from(parents), duration: Float64Array.from(durations), isError: (row: number) => errors.includes(row) };
}

it('shows all of a small trace', () => {
  expect(outlineRows(model([-1, 0, 0], [3, 2, 1]), undefined, 3)).toEqual({ rows: [0, 1, 2], left: 0 });
});

it('shows of a large one what matters, with everything above it', () => {
  const large = model([-1, 0, 1, 0, 3, 0], [100, 1, 1, 50, 40, 60], [2]);
  expect(outlineRows(large, undefined, 4)).toEqual({ rows: [0, 1, 2, 5], left: 2 });
  expect(outlineRows(large, Uint8Array.from([0, 0, 0, 0, 1, 0]), 3)).toEqual({ rows: [0, 3, 4], left: 3 });
});
