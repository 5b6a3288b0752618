import { expect, test } from 'vitest';
import { toCsv, toJson, type ExportColumn } from './export';

interface Row { readonly name: string; readonly n: number | undefined }
const columns: ExportColumn<Row>[] = [{ heading: 'name', value: (row) => row.name }, { heading: 'n, exact', value: (row) => row.n }];
const note = { query: '{ }', from: '2026-01-01T00:00:00Z', to: '2026-01-01T01:00:00Z', partial: undefined };

test('CSV quotes commas, quotes and line breaks and disarms formulas', () => {
  const rows = [{ name: 'a,"b"\nc', n: 1 }, { name: '=HYPERLINK("x")', n: undefined }, { name: 'plain', n: -2 }];
  expect(toCsv(rows, columns, note)).toBe(`name,"n, exact"\r\n"a,""b""\nc",1\r\n"'=HYPERLINK(""x"")",\r\nplain,-2\r\n`);
});

test('a partial answer is marked in both formats', () => {
  const partial = { ...note, partial: 'stopped at 37 %\nby you' };
  expect(toCsv([], columns, partial)).toBe('# partial: stopped at 37 % by you\r\nname,"n, exact"\r\n');
  expect(JSON.parse(toJson([{ name: 'x', n: undefined }], columns, partial))).toEqual({ ...partial, rows: [{ name: 'x' }] });
});
