import { describe, expect, it } from 'vitest';
import { modelOf } from '../testing/modelOf';
import { aggregate as aggregateRows, selfTimeOf, type KeyOfRow } from './aggregate';
import { sortGroups } from './sortGroups';
import { statisticsCsv } from './statisticsCsv';

const model = modelOf({
  name: 'root',
  service: 'front',
  duration: 100,
  children: [
    { name: 'query', service: 'db', duration: 10 },
    { name: 'query', service: 'db', duration: 20, status: 2 },
    { name: 'call', service: 'back', duration: 30, children: [{ name: 'query', service: 'db', duration: 30 }] },
  ],
});
const everything = Array.from({ length: model.rowCount }, (_, row) => row);
const aggregate = (of: typeof model, rows: readonly number[], key: KeyOfRow) =>
  aggregateRows(of, rows, selfTimeOf(of, rows), key);
const byService = (row: number) => model.serviceName(row);
const byName = (row: number) => model.spanName(row);

describe('statistics', () => {
  it('count, sum and rank the spans of each group', () => {
    const groups = aggregate(model, everything, byService);
    expect(groups.map((group) => group.key)).toEqual(['db', 'front', 'back']);
    expect(groups[0]).toMatchObject({
      count: 3,
      errors: 1,
      total: 60,
      self: 60,
      average: 20,
      minimum: 10,
      p50: 20,
      p95: 30,
      maximum: 30,
      share: 0.6,
      longestRow: 4,
    });
  });

  it('have shares that make one whole', () => {
    const groups = aggregate(model, everything, byName);
    expect(groups.reduce((sum, group) => sum + group.share, 0)).toBeCloseTo(1);
  });

  it('divide a group by a second key, with shares of the whole', () => {
    const [db] = aggregate(model, everything, byService);
    const inner = aggregateRows(model, db!.rows, selfTimeOf(model, everything), byName);
    expect(inner.map((group) => [group.key, group.count, group.share])).toEqual([['query', 3, 0.6]]);
  });

  it('look only at the rows they are given', () => {
    expect(aggregate(model, [1, 2], byService).map((group) => [group.key, group.count, group.share])).toEqual([
      ['db', 2, 1],
    ]);
    expect(aggregate(model, [], byService)).toEqual([]);
  });

  it('rank by nearest rank: the median of two is the smaller, of one it is itself', () => {
    expect(aggregate(model, [1, 2], byService)[0]).toMatchObject({ p50: 10, p95: 20 });
    expect(aggregate(model, [1], byService)[0]).toMatchObject({ p50: 10, p95: 10 });
  });

  it('have no share where no span took any time', () => {
    const still = modelOf({ duration: 0 });
    expect(aggregate(still, [0], () => 'x')[0]).toMatchObject({ share: 0, average: 0 });
  });
});

describe('sorting statistics', () => {
  const groups = aggregate(model, everything, (row) => (row === 0 ? null : `n${row === 4 ? 10 : row}`));

  it('takes numbers in names for numbers and puts spans without a value last', () => {
    expect(sortGroups(groups, { by: 'key', descending: false }).map((group) => group.key)).toEqual([
      'n1',
      'n2',
      'n3',
      'n10',
      null,
    ]);
    expect(sortGroups(groups, { by: 'key', descending: true }).map((group) => group.key)).toEqual([
      'n10',
      'n3',
      'n2',
      'n1',
      null,
    ]);
  });

  it('breaks ties by name and does not change what it was given', () => {
    const before = [...groups];
    expect(sortGroups(groups, { by: 'count', descending: true }).map((group) => group.key)).toEqual([
      'n1',
      'n2',
      'n3',
      'n10',
      null,
    ]);
    expect(groups).toEqual(before);
  });
});

describe('statistics as a table for other programs', () => {
  it('have a line for each innermost group', () => {
    const [header, rows] = statisticsCsv(aggregate(model, everything, byService), ['service', 'name'], (group) =>
      aggregate(model, group.rows, byName),
    );
    expect(header.slice(0, 4)).toEqual(['service', 'name', 'spans', 'errors']);
    expect(rows.map((row) => row.slice(0, 4))).toEqual([
      ['db', 'query', 3, 1],
      ['front', 'root', 1, 0],
      ['back', 'call', 1, 0],
    ]);
    expect(rows[0]).toHaveLength(header.length);
  });

  it('have one key where spans are grouped by one', () => {
    const [header, rows] = statisticsCsv(aggregate(model, everything, byService), ['service', ''], undefined);
    expect(header[1]).toBe('spans');
    expect(rows[0]).toHaveLength(header.length);
  });
});
