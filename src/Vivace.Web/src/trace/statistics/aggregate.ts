import { StatusCode } from '../model/SpanFlag';
import type { TraceModel } from '../model/TraceModel';
import type { StatisticsGroup } from './StatisticsGroup';

/** The group a row belongs to; `null` when it has no value. */
export type KeyOfRow = (row: number) => string | null;

/** Statistics of the given rows by a key, and inside of each group by a second key; groups with the most self time first. */
export function aggregate(
  model: TraceModel,
  rows: Iterable<number>,
  key: KeyOfRow,
  secondKey?: KeyOfRow,
): StatisticsGroup[] {
  const all = Array.from(rows);
  let wholeSelf = 0;
  for (const row of all) wholeSelf += model.self[row]!;
  return aggregateRows(model, all, wholeSelf, secondKey === undefined ? [key] : [key, secondKey]);
}

function aggregateRows(
  model: TraceModel,
  rows: readonly number[],
  wholeSelf: number,
  keys: readonly KeyOfRow[],
): StatisticsGroup[] {
  const [key, ...rest] = keys;
  if (key === undefined) return [];
  const byKey = new Map<string | null, number[]>();
  for (const row of rows) {
    const value = key(row);
    const group = byKey.get(value);
    if (group === undefined) byKey.set(value, [row]);
    else group.push(row);
  }
  const groups: StatisticsGroup[] = [];
  for (const [value, groupRows] of byKey) {
    groups.push({
      key: value,
      ...measure(model, groupRows, wholeSelf),
      groups: aggregateRows(model, groupRows, wholeSelf, rest),
    });
  }
  return groups.sort((a, b) => b.self - a.self || b.total - a.total);
}

function measure(
  model: TraceModel,
  rows: readonly number[],
  wholeSelf: number,
): Omit<StatisticsGroup, 'key' | 'groups'> {
  const durations = new Float64Array(rows.length);
  let errors = 0;
  let total = 0;
  let self = 0;
  let longestRow = rows[0]!;
  for (const [index, row] of rows.entries()) {
    const duration = model.duration[row]!;
    durations[index] = duration;
    total += duration;
    self += model.self[row]!;
    if (model.status[row] === StatusCode.error) errors++;
    if (duration > model.duration[longestRow]!) longestRow = row;
  }
  durations.sort();
  return {
    count: rows.length,
    errors,
    total,
    self,
    average: total / rows.length,
    minimum: durations[0]!,
    p50: percentile(durations, 0.5),
    p95: percentile(durations, 0.95),
    maximum: durations[durations.length - 1]!,
    share: wholeSelf > 0 ? self / wholeSelf : 0,
    longestRow,
  };
}

/** Nearest rank: the smallest value that at least the given share of all values does not exceed. */
function percentile(sorted: Float64Array, share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}
