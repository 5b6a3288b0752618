import { StatusCode } from '../model/SpanFlag';
import type { TraceModel } from '../model/TraceModel';
import type { StatisticsGroup } from './StatisticsGroup';

/** The group a row belongs to; `null` when it has no value. */
export type KeyOfRow = (row: number) => string | null;

/** Self time of all given rows, nanoseconds: what shares are shares of. */
export function selfTimeOf(model: TraceModel, rows: Iterable<number>): number {
  let self = 0;
  for (const row of rows) self += model.self[row]!;
  return self;
}

/** Statistics of the given rows by a key, groups with the most self time first. */
export function aggregate(
  model: TraceModel,
  rows: Iterable<number>,
  wholeSelf: number,
  key: KeyOfRow,
): StatisticsGroup[] {
  const byKey = new Map<string | null, number[]>();
  for (const row of rows) {
    const value = key(row);
    const group = byKey.get(value);
    if (group === undefined) byKey.set(value, [row]);
    else group.push(row);
  }
  return Array.from(byKey, ([value, groupRows]) => measure(model, value, groupRows, wholeSelf)).sort(
    (a, b) => b.self - a.self || b.total - a.total,
  );
}

function measure(model: TraceModel, key: string | null, rows: readonly number[], wholeSelf: number): StatisticsGroup {
  const durations = new Float64Array(rows.length);
  let errors = 0;
  let total = 0;
  let self = 0;
  let longestRow = rows[0]!;
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index]!;
    const duration = model.duration[row]!;
    durations[index] = duration;
    total += duration;
    self += model.self[row]!;
    if (model.status[row] === StatusCode.error) errors++;
    if (duration > model.duration[longestRow]!) longestRow = row;
  }
  durations.sort();
  return {
    key,
    rows,
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
