import { expect, test } from 'vitest';
import { SPAN_COLOR_COUNT } from '../../theme/spanColors';
import { serviceColors } from './serviceColors';

test('services keep their colour and do not share one while any is free', () => {
  const colorOf = serviceColors();
  const names = Array.from({ length: SPAN_COLOR_COUNT }, (_, i) => `service-${i}`);
  const colors = names.map(colorOf);
  expect(new Set(colors).size).toBe(SPAN_COLOR_COUNT);
  expect(names.map(colorOf)).toEqual(colors);
  expect(colors).toContain(colorOf('one more than there are colours'));
});
