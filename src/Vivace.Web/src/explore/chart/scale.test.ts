import fc from 'fast-check';
import { expect, test } from 'vitest';
import { durationTicks, linearScale, logScale, roundStep, timeTicks } from './scale';

test('scales map to pixels and back', () => {
  fc.assert(fc.property(fc.double({ min: 1, max: 1e12, noNaN: true }), (value) => {
    const log = logScale([1, 1e12], [100, 0]);
    const linear = linearScale([1, 1e12], [0, 500]);
    expect(log.toValue(log.toPixel(value)) / value).toBeCloseTo(1, 6);
    expect(linear.toValue(linear.toPixel(value)) / value).toBeCloseTo(1, 3);
  }));
});

test('zero lies at the lower end of a logarithmic scale', () => {
  expect(logScale([1000, 1e9], [100, 0]).toPixel(0)).toBe(100);
});

test('duration marks are round and few', () => {
  expect(durationTicks([500, 2e9], 10)).toEqual([1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]);
  expect(durationTicks([500, 2e9], 4)).toEqual([1e3, 1e5, 1e7, 1e9]);
});

test('steps are round and no more intervals than wanted', () => {
  expect([60, 3600, 86400, 7 * 86400].map((range) => roundStep(range, 100))).toEqual([1, 60, 900, 7200]);
  fc.assert(fc.property(fc.integer({ min: 1, max: 1e8 }), fc.integer({ min: 2, max: 200 }), (range, most) => {
    expect(range / roundStep(range, most)).toBeLessThanOrEqual(most);
  }));
});

test('time marks are round in the zone that is shown', () => {
  const halfHourZone = 5.5 * 3600e3;
  expect(timeTicks(0, 6 * 3600e3, 6, halfHourZone).map((at) => ((at + halfHourZone) / 3600e3) % 1)).toEqual([0, 0, 0, 0, 0, 0]);
});
