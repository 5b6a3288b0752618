import type { TraceModel } from '../model/TraceModel';
import { StatusCode } from '../model/SpanFlag';

/** Fewest like siblings in a row that are shown as one. */
export const smallestGroup = 5;

/**
 * Runs of siblings with the same service, name and kind, next to each other in time. A group covers the rows
 * `first[g]` up to and without `end[g]`: its members and all below them.
 */
export interface SiblingGroups {
  readonly count: number;
  readonly first: Int32Array;
  readonly end: Int32Array;
  readonly members: Int32Array;
  /** Sum, shortest and longest of the members' durations, nanoseconds. */
  readonly total: Float64Array;
  readonly shortest: Float64Array;
  readonly longest: Float64Array;
  /** Failed members. */
  readonly errors: Int32Array;
  /** Earliest start and latest end of the members, nanoseconds after the start of the trace. */
  readonly from: Float64Array;
  readonly to: Float64Array;
  /** Group that begins at a row, -1 for none. */
  readonly groupAt: Int32Array;
}

const cache = new WeakMap<TraceModel, SiblingGroups>();

/** The groups of a model, made once. */
export function siblingGroups(model: TraceModel): SiblingGroups {
  let groups = cache.get(model);
  if (groups === undefined) {
    groups = findSiblingGroups(model);
    cache.set(model, groups);
  }
  return groups;
}

/** The innermost group that a row is a member of, -1 for none. */
export function groupOfMember(model: TraceModel, groups: SiblingGroups, row: number): number {
  let low = 0;
  let high = groups.count - 1;
  // Groups are ordered by their first row; those that hold the row nest, so the last one that begins at or before it
  // and has the same parent is the one.
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (groups.first[middle]! <= row) low = middle + 1;
    else high = middle - 1;
  }
  for (let group = high; group >= 0; group--) {
    const first = groups.first[group]!;
    if (model.parent[first] === model.parent[row]) return row < groups.end[group]! ? group : -1;
    if (first <= model.parent[row]!) return -1;
  }
  return -1;
}

function findSiblingGroups(model: TraceModel): SiblingGroups {
  const { rowCount, parent, service, name, kind, duration, start, status, subtreeEnd } = model;
  const groupAt = new Int32Array(rowCount).fill(-1);
  const first: number[] = [];
  const end: number[] = [];
  const members: number[] = [];

  // Length of the run of like siblings that begins at a row: one more than that of its next sibling when they are alike.
  const run = new Int32Array(rowCount);
  const alike = (a: number, b: number) =>
    parent[a] === parent[b] && service[a] === service[b] && name[a] === name[b] && kind[a] === kind[b];
  for (let row = rowCount - 1; row >= 0; row--) {
    const next = subtreeEnd[row]!;
    run[row] = next < rowCount && alike(row, next) ? run[next]! + 1 : 1;
  }
  const continues = new Uint8Array(rowCount);
  for (let row = 0; row < rowCount; row++) {
    const next = subtreeEnd[row]!;
    if (run[row]! > 1) continues[next] = 1;
    if (run[row]! < smallestGroup || continues[row] === 1) continue;
    groupAt[row] = first.length;
    first.push(row);
    members.push(run[row]!);
    end.push(0);
  }

  const count = first.length;
  const total = new Float64Array(count);
  const shortest = new Float64Array(count).fill(Infinity);
  const longest = new Float64Array(count);
  const errors = new Int32Array(count);
  const from = new Float64Array(count).fill(Infinity);
  const to = new Float64Array(count);
  for (let group = 0; group < count; group++) {
    let row = first[group]!;
    for (let member = 0; member < members[group]!; member++) {
      const took = duration[row]!;
      total[group]! += took;
      shortest[group] = Math.min(shortest[group]!, took);
      longest[group] = Math.max(longest[group]!, took);
      from[group] = Math.min(from[group]!, start[row]!);
      to[group] = Math.max(to[group]!, start[row]! + took);
      if (status[row] === StatusCode.error) errors[group]!++;
      row = subtreeEnd[row]!;
    }
    end[group] = row;
  }
  return {
    count,
    first: Int32Array.from(first),
    end: Int32Array.from(end),
    members: Int32Array.from(members),
    total,
    shortest,
    longest,
    errors,
    from,
    to,
    groupAt,
  };
}
