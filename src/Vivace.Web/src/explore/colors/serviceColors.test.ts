import { expect, test } from 'vitest';
import { usePreferences } from '../../settings/preferences';
import { SPAN_COLOR_COUNT } from '../../theme/spanColors';
import { serviceColors } from './serviceColors';

test('a chosen colour comes first, and the services beside it keep theirs', () => {
  const colorOf = serviceColors();
  const before = colorOf('stock');
  usePreferences.getState().change({ serviceColors: { pay: '#112233', checkout: '#ffee00' } });
  expect([colorOf('checkout'), colorOf('pay'), colorOf('stock')]).toEqual(['var(--chosen-2)', 'var(--chosen-1)', before]);
  usePreferences.getState().reset();
  expect(colorOf('checkout')).toMatch(/^var\(--span-/);
});

test('services keep their colour and do not share one while any is free', () => {
  const colorOf = serviceColors();
  const names = Array.from({ length: SPAN_COLOR_COUNT }, (_, i) => `service-${i}`);
  const colors = names.map(colorOf);
  expect(new Set(colors).size).toBe(SPAN_COLOR_COUNT);
  expect(names.map(colorOf)).toEqual(colors);
  expect(colors).toContain(colorOf('one more than there are colours'));
});
