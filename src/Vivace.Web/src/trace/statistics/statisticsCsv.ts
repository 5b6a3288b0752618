import type { CsvCell } from '../download/csv';
import type { GroupKey } from './GroupKey';
import type { StatisticsGroup } from './StatisticsGroup';

/** Header and lines of the statistics, with a line for each innermost group; times are nanoseconds. */
export function statisticsCsv(
  groups: readonly StatisticsGroup[],
  by: GroupKey,
  thenBy: GroupKey,
): [header: string[], rows: CsvCell[][]] {
  const hasInner = groups.some((group) => group.groups.length > 0);
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
  const rows = groups.flatMap((group) =>
    hasInner ? group.groups.map((inner) => [group.key, inner.key, ...cells(inner)]) : [[group.key, ...cells(group)]],
  );
  return [[by, ...(hasInner ? [thenBy] : []), ...numbers], rows];
}

function cells(group: StatisticsGroup): CsvCell[] {
  const { count, errors, share, total, self, average, minimum, p50, p95, maximum } = group;
  return [count, errors, share, total, self, average, minimum, p50, p95, maximum];
}
