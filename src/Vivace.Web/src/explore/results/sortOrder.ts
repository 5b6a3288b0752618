import type { ExploreState, SortKey } from '../../url/exploreRoute';
import type { TraceResult } from './traceResult';

/** Direction of an order. */
export type Direction = 'desc' | 'asc';

/** An order that the server keeps over all matching traces of the range. */
export interface ServerSort {
  readonly key: SortKey;
  readonly order: Direction;
}

/** Reads the sort of the address: a key, ascending with `.asc` behind it. */
export function parseSort(text: string): ServerSort {
  const [key, order] = text.split('.');
  return { key: key as SortKey, order: order === 'asc' ? 'asc' : 'desc' };
}

/** The sort as the address has it. */
export function formatSort({ key, order }: ServerSort): ExploreState['sort'] {
  return order === 'asc' ? `${key}.asc` : key;
}

/** How a sort is told to people. */
export function sortLabel({ key, order }: ServerSort): string {
  const labels: Record<SortKey, readonly [string, string]> = {
    start: ['Newest first', 'Oldest first'],
    duration: ['Slowest first', 'Fastest first'],
    spans: ['Most spans first', 'Fewest spans first'],
    errors: ['Most errors first', 'Fewest errors first'],
  };
  return labels[key][order === 'desc' ? 0 : 1];
}

/** Compares traces as the server does: by the key, then newer first, then by trace id. */
export function compareTraces({ key, order }: ServerSort): (a: TraceResult, b: TraceResult) => number {
  const sign = order === 'desc' ? -1 : 1;
  return (a, b) => sign * compareKey(key, a, b) || compareBig(b.startUnixNano, a.startUnixNano) || compareText(a.traceId, b.traceId);
}

function compareKey(key: SortKey, a: TraceResult, b: TraceResult): number {
  switch (key) {
    case 'start':
      return compareBig(a.startUnixNano, b.startUnixNano);
    case 'duration':
      return a.durationNanoseconds - b.durationNanoseconds;
    case 'spans':
      return a.spanCount - b.spanCount;
    case 'errors':
      return a.errorCount - b.errorCount;
  }
}

function compareBig(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
