import { describe, expect, test } from 'vitest';
import { queryHints } from './hints';

const codes = (query: string, rangeSeconds = 3600) => queryHints(query, rangeSeconds).map((hint) => hint.code);

describe('hints for a query', () => {
  test('an unscoped attribute is named once, at its place', () => {
    const hints = queryHints('{ .a = 1 || .a = 2 }', 60);
    expect(hints).toHaveLength(1);
    expect(hints[0]).toMatchObject({ code: 'unscoped', start: 2, end: 4 });
    expect(hints[0]!.message).toContain('span.a or resource.a');
  });

  test('an empty filter is fine over an hour, not over a day', () => {
    expect(codes('{ }')).toEqual([]);
    expect(codes('{ }', 86400)).toEqual(['empty-long-range']);
    expect(codes('{ span.a = 1 }', 86400)).toEqual([]);
  });

  test('expressions that match everything, have no literal, or need not be expressions', () => {
    expect(codes('{ name =~ ".*" }')).toEqual(['wide-regex']);
    expect(codes('{ name =~ ".*[0-9]+" }')).toEqual(['wide-regex']);
    expect(codes('{ name =~ "GET" }')).toEqual(['wide-regex']);
    expect(codes('{ name =~ "GET /api/.*" }')).toEqual([]);
    expect(codes('{ name =~ ".*checkout.*" }')).toEqual([]);
  });

  test('a metrics query tells that its step is chosen by the server', () => {
    expect(codes('{ } | rate()', 86400)).toEqual(['metrics-step']);
  });
});
