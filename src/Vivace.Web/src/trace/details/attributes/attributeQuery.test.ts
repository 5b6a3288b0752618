import { describe, expect, it } from 'vitest';
import { parseFind } from '../../find/parseFind';
import type { AttributeValue } from '../../model/SpanDetails';
import { attributeText, jsonText } from './attributeText';
import { attributeCondition, findText, narrowFilter, withoutCondition } from './attributeQuery';

const text = (value: string): AttributeValue => ({ type: 'string', value });

describe('the condition for a value', () => {
  it.each([
    ['http.route', text('/cart'), 'span.http.route = "/cart"'],
    ['http.route', text('say "hi"'), 'span.http.route = `say "hi"`'],
    ['user name', text('x'), 'span."user name" = "x"'],
    ['count', { type: 'int', value: 9223372036854775807n }, 'span.count = 9223372036854775807'],
    ['ratio', { type: 'double', value: 1 }, 'span.ratio = 1.0'],
    ['ratio', { type: 'double', value: 0.25 }, 'span.ratio = 0.25'],
    ['ok', { type: 'bool', value: false }, 'span.ok = false'],
    ['list', { type: 'array', values: [] }, null],
    ['ratio', { type: 'double', value: Number.NaN }, null],
  ] as const)('of %s is written as TraceQL, case %#', (key, value, condition) => {
    expect(attributeCondition('span', { key, value })).toBe(condition);
  });
});

describe('the condition without a value', () => {
  it('keeps spans that do not have the attribute', () => {
    expect(withoutCondition('resource', { key: 'host.name', value: text('n1') })).toBe(
      '(resource.host.name != "n1" || resource.host.name = nil)',
    );
    expect(withoutCondition('span', { key: 'list', value: { type: 'array', values: [] } })).toBeNull();
  });
});

describe('narrowing a filter', () => {
  it.each([
    ['', '{ a = 1 }'],
    ['{}', '{ a = 1 }'],
    ['{ true }', '{ a = 1 }'],
    ['{ b = 2 }', '{ b = 2 && a = 1 }'],
    ['{ b = 2 || c = 3 }', '{ (b = 2 || c = 3) && a = 1 }'],
    ['{ (b = 2 || c = 3) }', '{ (b = 2 || c = 3) && a = 1 }'],
    ['{ b = "}" }', '{ b = "}" && a = 1 }'],
    ['{ b = "||" }', '{ b = "||" && a = 1 }'],
    ['{ b = 2 } >> { c = 3 }', '{ a = 1 }'],
    ['{ b = 2 && a = 1 }', '{ b = 2 && a = 1 }'],
    ['{ a = 1 }', '{ a = 1 }'],
    ['half a {', '{ a = 1 }'],
  ])('%s', (filter, narrowed) => {
    expect(narrowFilter(filter, 'a = 1')).toBe(narrowed);
  });
});

describe('finding a value', () => {
  it.each([
    ['key', 'value', { key: 'key', value: 'value' }],
    ['a key', 'a "quoted" value\\', { key: 'a key', value: 'a "quoted" value\\' }],
    ['key', '', { key: 'key', value: '' }],
    ['key', 'first\nsecond', { key: 'key', value: 'first*' }],
  ])('%s = %j is read back by the find box', (key, value, pair) => {
    expect(parseFind(findText(key, value))).toEqual([{ type: 'pair', ...pair }]);
  });
});

describe('the text of a value', () => {
  const map: AttributeValue = {
    type: 'map',
    entries: [
      {
        key: 'z',
        value: {
          type: 'array',
          values: [{ type: 'int', value: 9007199254740993n }, { type: 'empty' }, { type: 'double', value: Infinity }],
        },
      },
      { key: 'a"', value: { type: 'bytes', value: 'AAE=' } },
    ],
  };

  it('is JSON for lists and maps, in order and with all digits', () => {
    expect(jsonText(map)).toBe('{"z":[9007199254740993,null,"Infinity"],"a\\"":"AAE="}');
  });

  it('is the value itself for everything else', () => {
    expect([text('x'), { type: 'bool', value: true } as const, { type: 'empty' } as const].map(attributeText)).toEqual([
      'x',
      'true',
      '',
    ]);
  });
});
