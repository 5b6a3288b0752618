import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scanMeaning, scanQuery } from './scan';

const pieces = ['"', '`', '\\', '{', '}', '(', ')', 'span.', '.', '//', '/*', '*/', '|', '||', '=~', '!', '&', ' ', '\n', 'a', '1', ':', 'é', '😀', '\ud800'];
const anyText = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join(''));
const texts = (query: string) => scanMeaning(query).map((token) => token.text);

describe('scanning a query', () => {
  test('keeps attribute names with dots, dashes, operators and quoted parts in one token', () => {
    expect(texts('{ span.http-x.y*2 = 1 && ."user name" != nil && resource.a."b }".c="x" }')).toEqual([
      '{', 'span.http-x.y*2', '=', '1', '&&', '."user name"', '!=', 'nil', '&&', 'resource.a."b }".c', '=', '"x"', '}',
    ]);
  });

  test('takes strings with escapes and raw strings as one token', () => {
    expect(texts('{ name = "a\\"}|" || name = `x"|` }')).toEqual(['{', 'name', '=', '"a\\"}|"', '||', 'name', '=', '`x"|`', '}']);
  });

  test('knows scoped intrinsics, durations and floats', () => {
    expect(texts('{ span:duration > 1.5h30m && .5 < 1e3 && trace:rootName = nil }')).toEqual([
      '{', 'span:duration', '>', '1.5h30m', '&&', '.5', '<', '1e3', '&&', 'trace:rootName', '=', 'nil', '}',
    ]);
  });

  test('leaves comments out of the meaning, but not slashes inside names', () => {
    expect(texts('{ // here | not\n span.a//b = 1 /* } */ }')).toEqual(['{', 'span.a//b', '=', '1', '}']);
  });

  test('never fails and loses nothing but white space, whatever the text', () => {
    fc.assert(fc.property(anyText, (text) => {
      let end = 0;
      const gaps = scanQuery(text).map((token) => {
        const gap = text.slice(end, token.start);
        const whole = token.end > token.start && text.slice(token.start, token.end) === token.text;
        end = token.end;
        return whole ? gap : 'lost';
      });
      expect([...gaps, text.slice(end)].join('').trim()).toBe('');
    }));
  });
});
