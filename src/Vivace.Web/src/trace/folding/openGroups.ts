import type { TraceModel } from '../model/TraceModel';
import { groupOfMember, type SiblingGroups } from './siblingGroups';

/** First rows of the open groups that hold the row or one of its ancestors, added to those open already. */
export function openGroupsFor(
  model: TraceModel,
  groups: SiblingGroups,
  open: ReadonlySet<number>,
  row: number,
): ReadonlySet<number> {
  let next: Set<number> | null = null;
  for (let at = row; at >= 0; at = model.parent[at]!) {
    const group = groupOfMember(model, groups, at);
    if (group < 0) continue;
    const first = groups.first[group]!;
    if (!open.has(first)) (next ??= new Set(open)).add(first);
  }
  return next ?? open;
}
