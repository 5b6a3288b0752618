import type { UnmatchedSpans } from '../serviceGraph';
import { describeCause, type Cause } from './causes';

/** All spans of one cause, and whose they are. */
export interface CauseGroup {
  readonly key: string;
  readonly cause: Cause;
  /** Spans of each side. */
  readonly clients: number;
  readonly servers: number;
  readonly entries: readonly UnmatchedSpans[];
}

/** Groups by cause: first what needs somebody's work, then by how many spans it is. */
export function groupCauses(unmatched: readonly UnmatchedSpans[], service: string): CauseGroup[] {
  const groups = new Map<string, UnmatchedSpans[]>();
  for (const one of unmatched) {
    if (service !== '' && one.service !== service && one.peer !== service) continue;
    groups.set(one.cause, [...(groups.get(one.cause) ?? []), one]);
  }
  return [...groups]
    .map(([key, entries]) => ({
      key,
      cause: describeCause(entries[0]!.cause),
      clients: countOf(entries, 'client'),
      servers: countOf(entries, 'server'),
      entries: [...entries].sort((a, b) => b.count - a.count),
    }))
    .sort((a, b) => Number(b.cause.isFault) - Number(a.cause.isFault) || b.clients + b.servers - a.clients - a.servers);
}

function countOf(entries: readonly UnmatchedSpans[], side: UnmatchedSpans['side']): number {
  return entries.reduce((sum, one) => sum + (one.side === side ? one.count : 0), 0);
}

/** Every service and peer that is named, for a list to choose from. */
export function unmatchedNames(unmatched: readonly UnmatchedSpans[]): string[] {
  return [...new Set(unmatched.flatMap(({ service, peer }) => [service, peer ?? '']))].filter((name) => name !== '').sort();
}
