import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnsForView, columnWidthLimits, defaultColumns, fieldKey, formatColumns, knownColumns, moveColumn, parseColumns, resizeColumn, toggleColumn, type Column } from './columns';

const ids = (columns: readonly Column[]) => columns.map((column) => column.id);

describe('the columns in the address', () => {
  test('are absent for the usual ones', () => {
    expect(formatColumns(defaultColumns('traces'), 'traces')).toEqual([]);
    expect(parseColumns([], 'spans')).toEqual(defaultColumns('spans'));
  });

  test('come back as they were, whatever the field is called', () => {
    const field = fc.string({ minLength: 1 }).map((name) => `span."${name.replace(/["\\]/g, '\\$&')}"`);
    const column = fc.record({
      id: fc.oneof(fc.constantFrom(...knownColumns('traces')), field),
      width: fc.option(fc.integer({ min: columnWidthLimits.least, max: columnWidthLimits.most }), { nil: undefined }),
    });
    fc.assert(fc.property(fc.uniqueArray(column, { selector: (c) => c.id, minLength: 1 }), (columns) => {
      expect(parseColumns(formatColumns(columns, 'traces'), 'traces')).toEqual(columns);
    }));
  });

  test('lose what is unknown, doubled or damaged', () => {
    expect(ids(parseColumns(['start', 'nope!', 'start', 'duration~99999', 'span.a', 'name'], 'traces'))).toEqual(['start', 'span.a']);
    expect(parseColumns(['!!!', ''], 'traces')).toEqual(defaultColumns('traces'));
  });
});

describe('changing columns', () => {
  const columns = defaultColumns('traces').slice(0, 3);

  test('moves within the edges', () => {
    expect(ids(moveColumn(columns, 'start', 1))).toEqual(['root', 'start', 'duration']);
    expect(ids(moveColumn(columns, 'start', -1))).toEqual(ids(columns));
    expect(ids(moveColumn(columns, 'start', 99))).toEqual(['root', 'duration', 'start']);
  });

  test('resizes within the limits', () => {
    expect(resizeColumn(columns, 'root', 1)[1]!.width).toBe(columnWidthLimits.least);
    expect(resizeColumn(columns, 'root', 240.4)[1]!.width).toBe(240);
  });

  test('hides all but the last one', () => {
    expect(ids(toggleColumn(columns, 'root'))).toEqual(['start', 'duration']);
    expect(ids(toggleColumn([columns[0]!], 'start'))).toEqual(['start']);
  });

  test('takes added fields along to the other view', () => {
    expect(ids(columnsForView([...columns, { id: 'span.a', width: 90 }], 'spans')).slice(-2)).toEqual(['id', 'span.a']);
  });
});

test('answers list fields without scope and quotes', () => {
  expect(['span.http.route', '."user name"', 'span:kind', 'kind', 'event:name', 'span.a span.b', '1'].map(fieldKey))
    .toEqual(['http.route', 'user name', 'kind', 'kind', 'event:name', undefined, undefined]);
});
