import { expect, it } from 'vitest';
import { formatFrequency, formatPercent } from './redNumbers';

it('tells rare things per minute', () => {
  expect([0, 12_345, 1.2345, 0.1, 0.0042, 0.00001].map(formatFrequency)).toEqual(['0/s', '12.3k/s', '1.23/s', '0.1/s', '0.25/min', '< 0.01/min']);
});

it('keeps small shares apart from none', () => {
  expect([0, 0.001, 0.04, 12.345, 100, Number.NaN].map(formatPercent)).toEqual(['0 %', '< 0.01 %', '0.04 %', '12.3 %', '100 %', '–']);
});
