import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseExactJson, quoteUnsafeIntegers } from './exactJson';

it('parses any JSON without large integers as JSON.parse does', () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      const plain: unknown = JSON.parse(json);
      if (/\d{16}/.test(json)) return;
      expect(parseExactJson(json)).toEqual(plain);
    }),
  );
});

it('leaves digits inside of strings alone, whatever is escaped before them', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const value = { [text]: [`${text}\\"12345678901234567890`, `"${text}\\`, 1234567890123456] };
      expect(parseExactJson(JSON.stringify(value))).toEqual(value);
    }),
  );
});

it('keeps every integer of 64 bits', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }), (integer) => {
      const [read] = parseExactJson(`[${integer}]`) as [number | string];
      expect(BigInt(read)).toBe(integer);
    }),
  );
});

it('does not touch fractions and exponents', () => {
  expect(quoteUnsafeIntegers('[12345678901234567.5,12345678901234567e3]')).toBe(
    '[12345678901234567.5,12345678901234567e3]',
  );
});
