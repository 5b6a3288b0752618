import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { layOut } from './layout';
import { traceqlParser } from './parser';

describe('layOut', () => {
  it.each([
    ['{}', '{}'],
    ['{   }', '{}'],
    ['{.a=1&&name="x  y"}', '{ .a = 1 && name = "x  y" }'],
    ['{span:name="x"  }|count( )>2', '{ span:name = "x" } | count() > 2'],
    ['{ span: name = "x" }', '{ span:name = "x" }'],
    ['{!(.a=-1)&&-.b<2-1}', '{ !(.a = -1) && -.b < 2 - 1 }'],
    ['{}|rate()by(.a,.b)with( sample = 0.1,exemplars=true )', '{} | rate() by(.a, .b) with(sample=0.1, exemplars=true)'],
    ['({.a}>>{.b})|quantile_over_time(duration,.5 ,.9)', '({ .a } >> { .b }) | quantile_over_time(duration, .5, .9)'],
    ['-1*({}|rate())', '-1 * ({} | rate())'],
    ['{ .a /* why */ = 1 }', '{ .a /* why */ = 1 }'],
  ])('writes %s as %s', (query, expected) => {
    expect(layOut(query)).toBe(expected);
  });

  it('puts long queries on one line a stage', () => {
    expect(layOut('{ resource.service.name = "checkout" && span.http.method = "GET" } | select(span.http.route) | by(resource.service.name) | count() > 2')).toBe(
      '{ resource.service.name = "checkout" && span.http.method = "GET" }\n| select(span.http.route)\n| by(resource.service.name)\n| count() > 2',
    );
  });

  it('puts long filters on one line a condition', () => {
    expect(layOut('{ resource.service.name = "checkout" && span.http.method = "GET" && (.a = 1 || .b = 2) && duration > 100ms } | count() > 2')).toBe(
      '{\n  resource.service.name = "checkout"\n  && span.http.method = "GET"\n  && (.a = 1 || .b = 2)\n  && duration > 100ms\n}\n| count() > 2',
    );
  });

  it('keeps comments, and what stands behind them on another line', () => {
    expect(layOut('{ .a=1 // the first\n&& .b=2 }\n// then\n|count()>1')).toBe('{ .a = 1 // the first\n  && .b = 2 }\n// then\n| count() > 1');
  });

  it.each(['{ .a = ', 'foo', "{ .a = 'x' }"])('leaves %s alone, which cannot be read', (query) => {
    expect(layOut(query)).toBeNull();
  });

  const valid = readFileSync(resolve(import.meta.dirname, '../../../../tests/Vivace.TraceQL.Tests/Data/language.txt'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('V'))
    .map((line) => line.slice(2));
  it.each(valid)('does not change the meaning of %s, and does nothing the second time', (query) => {
    const once = layOut(query);
    expect(once).not.toBeNull();
    expect(traceqlParser.parse(once ?? '').toString()).toBe(traceqlParser.parse(query).toString());
    expect(layOut(once ?? '')).toBe(once);
  });
});
