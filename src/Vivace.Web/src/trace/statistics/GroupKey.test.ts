import { expect, it } from 'vitest';
import { groupCondition } from './GroupKey';

it.each([
  ['service', 'a "b"', 'resource.service.name = `a "b"`'],
  ['name', '', 'name = ""'],
  ['kind', 'server', 'kind = server'],
  ['status', 'error', 'status = error'],
  ['span.http.route', '/a', 'span.http.route = "/a"'],
  ['resource.host name', 'n1', 'resource."host name" = "n1"'],
  ['span.code', '200', '(span.code = "200" || span.code = 200)'],
  ['span.ok', 'true', '(span.ok = "true" || span.ok = true)'],
  ['span.code', null, 'span.code = nil'],
])('the condition for %s = %s', (key, value, condition) => {
  expect(groupCondition(key, value)).toBe(condition);
});
