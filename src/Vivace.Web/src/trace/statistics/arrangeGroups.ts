import { sortGroups, type StatisticsSort } from './sortGroups';
import type { StatisticsGroup } from './StatisticsGroup';

/** A group as the table shows it. */
export interface ArrangedGroup {
  readonly group: StatisticsGroup;
  readonly isOpen: boolean;
  /** The groups inside of it, sorted; none while it is closed. */
  readonly inner: readonly StatisticsGroup[];
}

/** Lines from which on groups come closed. */
const openRows = 80;

/** Groups with what is inside of them, as far as they are open: those that somebody opened, and the first few of their own accord. */
export function arrangeGroups(
  groups: readonly StatisticsGroup[],
  innerOf: ((group: StatisticsGroup) => readonly StatisticsGroup[]) | undefined,
  sort: StatisticsSort,
  toggled: ReadonlyMap<string | null, boolean>,
): ArrangedGroup[] {
  let rows = 0;
  const arranged: ArrangedGroup[] = [];
  for (const group of groups) {
    const isOpen = innerOf !== undefined && (toggled.get(group.key) ?? rows < openRows);
    const inner = isOpen ? sortGroups(innerOf(group), sort) : [];
    rows += inner.length;
    arranged.push({ group, isOpen, inner });
  }
  return arranged;
}
