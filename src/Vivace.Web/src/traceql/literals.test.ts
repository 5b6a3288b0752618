import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { isDuration, isNumber, quote, readName, unquote, writeName } from './literals';

describe('strings', () => {
  it('mean what was quoted', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => unquote(quote(text)) === text));
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('"', '\\', '`', '\n', '\r', '\t', 'a') }), (text) => unquote(quote(text)) === text));
  });

  it.each([
    ['"a\\tb\\\\\\""', 'a\tb\\"'],
    ['"\\x41\\101\\u00e9\\U0001F600"', 'AAé😀'],
    ['"caf\\xc3\\xa9"', 'café'],
    ['`raw\\n`', 'raw\\n'],
  ])('resolve the escapes of %s', (literal, text) => {
    expect(unquote(literal)).toBe(text);
  });

  it.each(['"\\q"', '"\\x4"', '"\\777"', '"\\ud800"', '"\\"'])('refuse the escape in %s', (literal) => {
    expect(unquote(literal)).toBeNull();
  });
});

describe('names', () => {
  it('are read as they were written, in every scope', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('', 'span'), (name, scope) => readName(writeName(name, scope)) === name));
  });

  it.each([
    ['http.method', 'span', 'http.method'],
    ['user name', 'span', '"user name"'],
    ['5foo', '', '"5foo"'],
    ['5foo', 'span', '5foo'],
    ['', 'span', '""'],
    ['a"b\\c', 'span', '"a\\"b\\\\c"'],
    ['a/b:c-d', '', 'a/b:c-d'],
  ])('%s behind "%s" is %s', (name, scope, written) => {
    expect(writeName(name, scope)).toBe(written);
  });
});

describe('numbers and durations', () => {
  it.each(['1', '-1', '1.5', '5.', '.5', '1e3', '1E-3', 'minInt'])('%s is a number', (text) => {
    expect(isNumber(text)).toBe(true);
  });

  it.each(['', 'x', '0x10', '1_000', '+1', '1s', '.', 'e3'])('%s is no number', (text) => {
    expect(isNumber(text)).toBe(false);
  });

  it.each(['1s', '1.5s', '250ms', '1d12h', '1m1h', '10us', '10µs', '1y', '1h30m'])('%s is a duration', (text) => {
    expect(isDuration(text)).toBe(true);
  });

  it.each(['', '-', '1', '1.5d', '1s5', '10sec', '1 s', 's', '1h1d'])('%s is no duration', (text) => {
    expect(isDuration(text)).toBe(false);
  });
});
