import { describe, expect, it } from 'vitest';
import { stepChoices } from './steps';

const names = (seconds: number, current: Parameters<typeof stepChoices>[1] = '') => stepChoices(seconds, current).map(({ value }) => value);

describe('the steps of a chart', () => {
  it('are those with a readable number of points', () => {
    expect(names(3_600)).toEqual(['', '5s', '10s', '15s', '30s', '1m', '2m', '5m', '10m', '15m']);
    expect(names(7 * 86_400)[1]).toBe('10m');
  });

  it('have the chosen one even when it does not fit', () => {
    expect(names(3_600, '1d').at(-1)).toBe('1d');
  });
});
