import type { CsvCell } from '../download/csv';
import type { GroupKey } from './GroupKey';
import type { StatisticsGroup } from './StatisticsGroup';

const numbers = [
  'spans',
  'errors',
  'share',
  'total_ns',
  'self_ns',
  'average_ns',
  'min_ns',
  'p50_ns',
  'p95_ns',
  'max_ns',
];

/** Header and lines of the statistics, with a line for each innermost group. `innerOf` is absent when there is one key. */
export function statisticsCsv(
  groups: readonly StatisticsGroup[],
  keys: readonly [by: GroupKey, thenBy: GroupKey],
  innerOf: ((group: StatisticsGroup) => readonly StatisticsGroup[]) | undefined,
): [header: string[], rows: CsvCell[][]] {
  if (innerOf === undefined) return [[keys[0], ...numbers], groups.map((group) => [group.key, ...cells(group)])];
  return [
    [...keys, ...numbers],
    groups.flatMap((group) => innerOf(group).map((inner) => [group.key, inner.key, ...cells(inner)])),
  ];
}

function cells(group: StatisticsGroup): CsvCell[] {
  const { count, errors, share, total, self, average, minimum, p50, p95, maximum } = group;
  return [count, errors, share, total, self, average, minimum, p50, p95, maximum];
}
