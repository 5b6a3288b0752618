import { expect, test } from 'vitest';
import { narrowedQuery } from './useTags';

test('what is typed becomes one more condition, taken literally', () => {
  expect(narrowedQuery('{}', 'span.a', 'z.r')).toBe('{ span.a =~ `(?i).*z\\.r.*` }');
  expect(narrowedQuery('{ status = error }', '."b c"', 'x')).toBe('{ status = error && ."b c" =~ "(?i).*x.*" }');
});
