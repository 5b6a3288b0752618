import { expect, it } from 'vitest';
import { tilePath } from './tileValues';

it('breaks the line where a value is missing and shows one that stands alone', () => {
  const { line, area } = tilePath([1, 1, Number.NaN, 2], 2, 40, 13);
  expect(line).toBe('M5 7L15 7M35 2h5');
  expect(area).toBe('M5 7L15 7L15 13L5 13ZM35 2L35 13L35 13Z');
});

it('is flat on the ground without any value', () => {
  expect(tilePath([0, 0], 0, 20, 10).line).toBe('M5 9L15 9');
});
