import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  type BuilderModel,
  type TagValue,
  emptyModel,
  fromTraceQL,
  kindValues,
  normalizeModel,
  statusValues,
  tagOperators,
  tagScopes,
  toTraceQL,
} from './builder';
import { traceqlParser } from './parser';

const text = fc.oneof(
  fc.constantFrom('checkout', 'GET /api/{id}', 'a|b', 'a"b`c', '\\d+', '', ' ', 'grüße 😀', 'line\nbreak', '(?i)x', 'true', '5'),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);
const key = fc.oneof(
  fc.constantFrom('http.method', 'user name', '5foo', 'a"b\\c', 'a-b', 'span.x', 'service.name', ''),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
);
const intrinsic = fc.constantFrom('name', 'status', 'kind', 'duration', 'traceDuration', 'event:name', 'nestedSetParent', 'span:id');
const duration = fc.constantFrom('', '250ms', '1.5s', '1d12h', '10us', '.5s', '1h30m', 'soon', '10sec', '0s');
const value: fc.Arbitrary<TagValue> = fc.oneof(
  text.map((t) => ({ type: 'string', text: t }) as const),
  fc.oneof(fc.integer().map(String), fc.constantFrom('1e3', '.5', '5.', '-2.5', 'minInt', 'x')).map((t) => ({ type: 'number', text: t }) as const),
  duration.map((t) => ({ type: 'duration', text: t }) as const),
  fc.boolean().map((t) => ({ type: 'boolean', text: String(t) }) as const),
  fc.constantFrom(...statusValues).map((t) => ({ type: 'status', text: t }) as const),
  fc.constantFrom(...kindValues).map((t) => ({ type: 'kind', text: t }) as const),
);
const values = fc.array(value, { maxLength: 3 });
const textRow = fc.record({
  operator: fc.constantFrom('=', '!=', '=~', '!~'),
  values: fc.array(text, { maxLength: 3 }),
});
const model: fc.Arbitrary<BuilderModel> = fc.record({
  service: textRow,
  spanName: textRow,
  status: fc.record({ operator: fc.constantFrom('=', '!='), values: fc.subarray([...statusValues]) }),
  kind: fc.record({ operator: fc.constantFrom('=', '!='), values: fc.subarray([...kindValues]) }),
  duration: fc.record({
    of: fc.constantFrom('span', 'trace'),
    min: duration,
    max: duration,
    minInclusive: fc.boolean(),
    maxInclusive: fc.boolean(),
  }),
  tags: fc.array(
    fc.oneof(
      fc.record({ scope: fc.constantFrom(...tagScopes.filter((s) => s !== 'intrinsic')), key, operator: fc.constantFrom(...tagOperators), values }),
      fc.record({ scope: fc.constant('intrinsic' as const), key: intrinsic, operator: fc.constantFrom(...tagOperators), values }),
    ),
    { maxLength: 5 },
  ),
});

function modelOf(query: string): BuilderModel {
  const read = fromTraceQL(query);
  if ('reason' in read) {
    throw new Error(`${query}: ${read.reason}`);
  }

  return read.model;
}

function reasonOf(query: string): string {
  const read = fromTraceQL(query);
  return 'reason' in read ? read.reason : `shown as ${toTraceQL(read.model)}`;
}

describe('text and model', () => {
  it('gives back every model from its text', () => {
    fc.assert(
      fc.property(model, (m) => {
        const normal = normalizeModel(m);
        expect(modelOf(toTraceQL(normal))).toEqual(normal);
      }),
      { numRuns: 2000 },
    );
  });

  it('writes the same text for a model and for its normal form', () => {
    fc.assert(fc.property(model, (m) => toTraceQL(m) === toTraceQL(normalizeModel(m))), { numRuns: 500 });
  });

  it('writes queries without mistakes', () => {
    fc.assert(
      fc.property(model, (m) => {
        let mistakes = 0;
        traceqlParser.parse(toTraceQL(m)).iterate({ enter: (node) => void (mistakes += node.type.isError ? 1 : 0) });
        expect(mistakes).toBe(0);
      }),
      { numRuns: 500 },
    );
  });
});

describe('toTraceQL', () => {
  const cases: [string, Partial<BuilderModel>, string][] = [
    ['nothing', {}, '{}'],
    ['a service', { service: { operator: '=', values: ['cart'] } }, '{ resource.service.name = "cart" }'],
    [
      'several services as one expression, which is shorter',
      { service: { operator: '=', values: ['cart', 'check.out'] } },
      '{ resource.service.name =~ `cart|check\\.out` }',
    ],
    ['services that are left out', { service: { operator: '!=', values: ['a', 'b'] } }, '{ resource.service.name !~ "a|b" }'],
    [
      'several numbers as alternatives',
      { tags: [{ scope: 'span', key: 'n', operator: '=', values: [{ type: 'number', text: '1' }, { type: 'number', text: '2' }] }] },
      '{ (span.n = 1 || span.n = 2) }',
    ],
    [
      'everything',
      {
        service: { operator: '=', values: ['cart'] },
        spanName: { operator: '=~', values: ['GET .*'] },
        status: { operator: '=', values: ['error'] },
        kind: { operator: '!=', values: ['client', 'internal'] },
        duration: { of: 'trace', min: '100ms', max: '2s', minInclusive: true, maxInclusive: false },
        tags: [
          { scope: 'any', key: 'user name', operator: 'exists', values: [] },
          { scope: 'intrinsic', key: 'event:name', operator: '=', values: [{ type: 'string', text: 'exception' }] },
        ],
      },
      '{ resource.service.name = "cart" && name =~ "GET .*" && status = error && kind != client && kind != internal' +
        ' && traceDuration >= 100ms && traceDuration < 2s && ."user name" != nil && event:name = "exception" }',
    ],
    [
      'no unfinished rows',
      {
        duration: { of: 'span', min: 'soon', max: '', minInclusive: true, maxInclusive: true },
        tags: [
          { scope: 'span', key: '', operator: '=', values: [{ type: 'string', text: 'x' }] },
          { scope: 'span', key: 'x', operator: '=', values: [] },
        ],
      },
      '{}',
    ],
  ];
  it.each(cases)('writes %s', (_, rows, query) => {
    expect(toTraceQL({ ...emptyModel, ...rows })).toBe(query);
  });
});

describe('fromTraceQL', () => {
  const shown: [string, string][] = [
    ['', '{}'],
    ['{ }', '{}'],
    ['{span:name="x"&&duration>1s}', '{ name = "x" && duration > 1s }'],
    ['{ 1s < duration }', '{ duration > 1s }'],
    ['{ nil != .x }', '{ .x != nil }'],
    ['{ (.a = 1 && (.b = 2)) && status = error }', '{ status = error && .a = 1 && .b = 2 }'],
    ['{ .a = 1 || .a = 2 && .b = 1 }', '{ (.a = 1 || .a = 2) && .b = 1 }'],
    ['{ span.a."b c".d = - 5 }', '{ span."a.b c.d" = -5 }'],
    ['{ resource.service.name = "a" && resource.service.name != "b" }', '{ resource.service.name = "a" && resource.service.name != "b" }'],
    ['{ duration > 1s && traceDuration > 5s && duration > 2s }', '{ duration > 1s && traceDuration > 5s && duration > 2s }'],
    ['{ .x = "caf\\xc3\\xa9\\n" }', '{ .x = "caf\u00e9\\n" }'],
    ['{ .x =~ "a|b" }', '{ .x =~ "a|b" }'],
  ];
  it.each(shown)('shows %s', (query, again) => {
    expect(toTraceQL(modelOf(query))).toBe(again);
  });

  const notShown: [string, RegExp, string][] = [
    ['{ .a = 1 } | count() > 2', /goes on after it/, '| count() > 2'],
    ['{ .a = 1 } >> { .b = 2 }', /combines several parts/, '{ .a = 1 } >> { .b = 2 }'],
    ['({ .a = 1 })', /combines several parts/, '({ .a = 1 })'],
    ['{ } with(most_recent=true)', /no hints/, 'with(most_recent=true)'],
    ['{ .a = 1 || .b = 1 }', /several values of one field/, '.a = 1 || .b = 1'],
    ['{ .a > 1 || .a = 1 }', /several values of one field/, '.a > 1 || .a = 1'],
    ['{ .a = .b }', /field with a value/, '.a = .b'],
    ['{ .a }', /field with a value/, '.a'],
    ['{ !(.a = 1) }', /field with a value/, '!(.a = 1)'],
    ['{ .a + 1 = 2 }', /field with a value/, '.a + 1 = 2'],
    ['{ parent.a = 1 }', /no row for this field/, 'parent.a'],
    ['{ .a = 1 /* why */ }', /lose this comment/, '/* why */'],
    ['{ .a = "\\q" }', /escape/, '"\\q"'],
  ];
  it.each(notShown)('says why it cannot show %s', (query, reason, part) => {
    expect(reasonOf(query)).toMatch(reason);
    const read = fromTraceQL(query);
    expect('reason' in read && query.slice(read.from, read.to)).toBe(part);
  });

  it.each(['{ .a = ', '{ .a = 1', 'x', '{ .a == 1 }', '{} {}'])('says that %s has a mistake', (query) => {
    expect(reasonOf(query)).toMatch(/mistake/);
  });
});
