import type { StatisticsGroup } from './StatisticsGroup';

export type StatisticsColumn =
  'key' | 'count' | 'errors' | 'total' | 'self' | 'average' | 'minimum' | 'p50' | 'p95' | 'maximum' | 'share';

export interface StatisticsSort {
  readonly by: StatisticsColumn;
  readonly descending: boolean;
}

/** A sorted copy of groups; spans without a value come last whichever way names are sorted. */
export function sortGroups(groups: readonly StatisticsGroup[], { by, descending }: StatisticsSort): StatisticsGroup[] {
  const sign = descending ? -1 : 1;
  return [...groups].sort((a, b) => {
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
