import { expect, it } from 'vitest';
import { formatCsv } from './csv';

it('quotes what needs it and ends lines as RFC 4180 says', () => {
  expect(
    formatCsv(
      ['a', 'b'],
      [
        ['x,y', 'say "hi"'],
        ['two\nlines', 3],
      ],
    ),
  ).toBe('a,b\r\n"x,y","say ""hi"""\r\n"two\nlines",3\r\n');
});

it('writes absent values as nothing, numbers and integers of any size as they are', () => {
  expect(formatCsv(['a'], [[null], [-1.5], [12345678901234567890n], [true]])).toBe(
    'a\r\n\r\n-1.5\r\n12345678901234567890\r\ntrue\r\n',
  );
});

it.each(['=1+1', '+1+cmd|x', '@SUM(A1)', '-2+3', '\t=1'])('guards text that a spreadsheet would run: %j', (text) => {
  expect(formatCsv(['a'], [[text]])).toBe(`a\r\n'${text}\r\n`);
});

it('leaves negative numbers in text alone', () => {
  expect(formatCsv(['a'], [['-12.5']])).toBe('a\r\n-12.5\r\n');
});
