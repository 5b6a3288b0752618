import { expect, test } from 'vitest';
import { traceFilterOf } from './traceFilter';

test.each([
  ['{ span.a = 1 && status = error } | count() > 2', '{ span.a = 1 && status = error }'],
  ['{ span.a = 1 || span.b = 2 }', '{ span.a = 1 || span.b = 2 }'],
  ['{ span.a = 1 && trace:duration > 1s }', '{ span.a = 1 }'],
  ['{ trace:rootName = "x" }', ''],
  ['{ span.a = 1 || rootName = "x" }', ''],
  ['{ span.a = 1 } >> { span.b = 2 }', ''],
  ['{ }', ''],
  ['', ''],
])('within a trace %s is %s', (query, filter) => {
  expect(traceFilterOf(query)).toBe(filter);
});
