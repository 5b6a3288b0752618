import { expect, it } from 'vitest';
import { tableCsv, tableJson } from './panelTable';

const table = { name: 'x', columns: ['value', 'rate'], rows: [['a "b", c', 1.5], ['=1+1', Number.NaN], ['-', -2]] };

it('is saved as CSV that spreadsheets read as it is meant', () => {
  expect(tableCsv(table)).toBe('value,rate\r\n"a ""b"", c",1.5\r\n\'=1+1,\r\n\'-,-2\r\n');
});

it('says in the file that it is not whole', () => {
  expect(tableCsv({ ...table, rows: [], partial: 'cut, at 10' })).toBe('"partial: cut, at 10"\r\nvalue,rate\r\n');
  expect(JSON.parse(tableJson({ ...table, partial: 'cut' }, '{ }'))).toEqual({
    query: '{ }', partial: 'cut', rows: [{ value: 'a "b", c', rate: 1.5 }, { value: '=1+1', rate: null }, { value: '-', rate: -2 }],
  });
});
