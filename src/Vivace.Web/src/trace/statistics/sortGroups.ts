import type { StatisticsGroup } from './StatisticsGroup';

export type StatisticsColumn =
  'key' | 'count' | 'errors' | 'total' | 'self' | 'average' | 'minimum' | 'p50' | 'p95' | 'maximum' | 'share';

/** Sorted copies of groups and of the groups inside of them; spans without a value come last whichever way names are sorted. */
export function sortGroups(
  groups: readonly StatisticsGroup[],
  by: StatisticsColumn,
  descending: boolean,
): StatisticsGroup[] {
  const sign = descending ? -1 : 1;
  return groups
    .map((group) =>
      group.groups.length === 0 ? group : { ...group, groups: sortGroups(group.groups, by, descending) },
    )
    .sort((a, b) => {
      if (by !== 'key') return sign * (a[by] - b[by]) || compareKeys(a.key, b.key);
      if (a.key === null || b.key === null) return compareKeys(a.key, b.key);
      return sign * compareKeys(a.key, b.key);
    });
}

const collator = new Intl.Collator('en', { numeric: true });

function compareKeys(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return collator.compare(a, b);
}
