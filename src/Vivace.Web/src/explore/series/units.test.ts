import { describe, expect, it } from 'vitest';
import { computesSeries, formatValue, searchedPart, unitOf } from './units';

describe('the unit of a metrics query', () => {
  it.each([
    ['{ } | rate()', 'perSecond'],
    ['{ } | rate() by(name) | topk(5)', 'perSecond'],
    ['{ } | count_over_time()', 'none'],
    ['{ } | max_over_time(duration)', 'seconds'],
    ['{ } | quantile_over_time(span:duration, .5, .9) by(name)', 'seconds'],
    ['{ } | avg_over_time(span.bytes)', 'none'],
    ['{ } | histogram_over_time(duration)', 'none'],
    ['({ status = error } | rate()) / ({ } | rate())', 'none'],
  ])('of %s is %s', (query, unit) => {
    expect(unitOf(query)).toBe(unit);
  });

  it.each([
    ['{ } | rate()', true],
    ['({ .a } | rate()) / 2', true],
    ['{ name = "rate()" && span.rate > 1 }', false],
    ['{ } | count() > 2', false],
    ['', false],
  ])('%s computes series: %s', (query, expected) => {
    expect(computesSeries(query)).toBe(expected);
  });

  it.each([
    ['({ status = error } | rate()) / ({ } | rate())', '{ status = error }'],
    ['2 * ({ .a } | { .b } | rate() by(name))', '{ .a } | { .b }'],
    ['{ } | rate()', '{ } | rate()'],
    ['{ .a }', '{ .a }'],
    ['({ .a } >> { .b }) | rate()', '({ .a } >> { .b }) | rate()'],
    ['({', '({'],
  ])('of %s finds the spans by %s', (query, part) => {
    expect(searchedPart(query)).toBe(part);
  });

  it.each([
    [0.0671, 'seconds', '67.1 ms'],
    [1234567, 'none', '1.23M'],
    [0.13333, 'perSecond', '0.1333/s'],
    [Number.NaN, 'none', '–'],
    [0, 'perSecond', '0/s'],
  ] as const)('writes %s in %s as %s', (value, unit, text) => {
    expect(formatValue(value, unit)).toBe(text);
  });
});
