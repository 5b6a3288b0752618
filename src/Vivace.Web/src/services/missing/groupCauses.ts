import type { UnmatchedSpans } from '../serviceGraph';
import { describeCause, type Cause } from './causes';

/** All spans of one cause, and whose they are. */
export interface CauseGroup {
  readonly key: string;
  readonly side: UnmatchedSpans['side'];
  readonly cause: Cause;
  readonly count: number;
  readonly entries: readonly UnmatchedSpans[];
}

/** Groups by cause and side: first what needs somebody's work, then by how many spans it is. */
export function groupCauses(unmatched: readonly UnmatchedSpans[], service: string): CauseGroup[] {
  const groups = new Map<string, UnmatchedSpans[]>();
  for (const one of unmatched) {
    if (service !== '' && one.service !== service && one.peer !== service) continue;
    const key = `${one.side} ${one.cause}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups]
    .map(([key, entries]) => ({
      key,
      side: entries[0]!.side,
      cause: describeCause(entries[0]!.cause),
      count: entries.reduce((sum, { count }) => sum + count, 0),
      entries: [...entries].sort((a, b) => b.count - a.count),
    }))
    .sort((a, b) => Number(b.cause.isFault) - Number(a.cause.isFault) || b.count - a.count);
}

/** Every service and peer that is named, for a list to choose from. */
export function unmatchedNames(unmatched: readonly UnmatchedSpans[]): string[] {
  return [...new Set(unmatched.flatMap(({ service, peer }) => [service, peer ?? '']))].filter((name) => name !== '').sort();
}
