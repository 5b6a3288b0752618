import { describe, expect, test } from 'vitest';
import { conjunctsOf } from './conjuncts';

describe('the conditions of a filter', () => {
  test('each comes with the query that drops it; stages and hints stay', () => {
    expect(conjunctsOf('{ .a = 1 && (.b = 2 || .c = 3) && name =~ "x&&y" } | count() > 2 with(most_recent=true)')).toEqual([
      { text: '.a = 1', without: '{ (.b = 2 || .c = 3) && name =~ "x&&y" } | count() > 2 with(most_recent=true)' },
      { text: '(.b = 2 || .c = 3)', without: '{ .a = 1 && name =~ "x&&y" } | count() > 2 with(most_recent=true)' },
      { text: 'name =~ "x&&y"', without: '{ .a = 1 && (.b = 2 || .c = 3) } | count() > 2 with(most_recent=true)' },
    ]);
  });

  test('dropping the only condition leaves an empty filter', () => {
    expect(conjunctsOf('{ .a = 1 }')).toEqual([{ text: '.a = 1', without: '{ }' }]);
  });

  test.each(['{ }', '{ .a = 1 || .b = 2 && .c = 3 }', '{ .a = 1 } && { .b = 2 }', '({ .a = 1 })', '', '{ .a = 1 && }'])(
    'there are none in %s', (query) => {
      expect(conjunctsOf(query)).toEqual([]);
    });
});
