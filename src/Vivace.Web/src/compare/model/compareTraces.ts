import { StatusCode } from '../../trace/model/SpanFlag';
import { shareKeys, type ComparedTrace } from './ComparedTrace';

/** Two traces as one tree, in columns and depth first. */
export interface MergedTree {
  readonly rowCount: number;
  /** Row in the first trace, -1 where only the second has it. */
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly depth: Uint16Array;
  /** First row behind the subtree of each row. */
  readonly subtreeEnd: Int32Array;
  /** Spans of each subtree, the row itself included, by side. */
  readonly spansA: Uint32Array;
  readonly spansB: Uint32Array;
  /** 1 where the row itself tells the traces apart; see `isDifferent`. */
  readonly different: Uint8Array;
  /** Different rows of each subtree, the row itself included. */
  readonly differencesWithin: Uint32Array;
  readonly summary: MergeSummary;
}

export interface MergeSummary {
  readonly onlyA: number;
  readonly onlyB: number;
  readonly both: number;
  /** Pairs that differ in status or duration. */
  readonly changed: number;
}

/** A pair differs in duration when it is this much longer or shorter… */
const RELATIVE_DIFFERENCE = 0.1;
/** …and that is this much of the longer trace; below, it is noise to whoever looks for the cause. */
const NOTABLE_SHARE = 0.01;

/**
 * Merges two traces by service, name and order among siblings: the n-th child of a name answers to the n-th child of that
 * name on the other side, if their parents answer to each other. Works without recursion, for traces of any depth.
 */
export function compareTraces(a: ComparedTrace, b: ComparedTrace): MergedTree {
  const keys = shareKeys(a, b);
  const [treeA, treeB] = [childLists(a), childLists(b)];
  const rowsA: number[] = [];
  const rowsB: number[] = [];
  const depths: number[] = [];

  // Pairs that are still to be written, the next one last.
  const open: Array<readonly [a: number, b: number, depth: number]> = [];
  const push = (parentA: number, parentB: number, depth: number) => {
    const pairs = pairChildren(treeA.of(parentA), treeB.of(parentB), keys.a, keys.b);
    for (let i = pairs.length - 1; i >= 0; i--) open.push([pairs[i]![0], pairs[i]![1], depth]);
  };
  push(ROOTS, ROOTS, 0);
  while (open.length > 0) {
    const [rowA, rowB, depth] = open.pop()!;
    rowsA.push(rowA);
    rowsB.push(rowB);
    depths.push(Math.min(depth, 65_535));
    push(rowA === NONE ? NO_CHILDREN : rowA, rowB === NONE ? NO_CHILDREN : rowB, depth + 1);
  }
  return finish(a, b, Int32Array.from(rowsA), Int32Array.from(rowsB), Uint16Array.from(depths));
}

const NONE = -1;
const ROOTS = -1;
const NO_CHILDREN = -2;

/** Whether a row tells the traces apart: one side lacks it, one side failed, or it took notably longer. */
function isDifferent(a: ComparedTrace, b: ComparedTrace, rowA: number, rowB: number): boolean {
  if (rowA === NONE || rowB === NONE) return true;
  if ((a.status[rowA] === StatusCode.error) !== (b.status[rowB] === StatusCode.error)) return true;
  const [durationA, durationB] = [a.duration[rowA]!, b.duration[rowB]!];
  const difference = Math.abs(durationA - durationB);
  return difference > RELATIVE_DIFFERENCE * Math.max(durationA, durationB) && difference > NOTABLE_SHARE * Math.max(a.durationNano, b.durationNano);
}

/** Children of each row in order; those of `ROOTS` are the rows without parent. */
function childLists({ rowCount, parent }: ComparedTrace): { of(row: number): readonly number[] } {
  const first = new Int32Array(rowCount + 2);
  for (let row = 0; row < rowCount; row++) first[parent[row]! + 2]!++;
  for (let i = 1; i < first.length; i++) first[i]! += first[i - 1]!;
  const rows = new Int32Array(rowCount);
  const next = first.slice();
  for (let row = 0; row < rowCount; row++) rows[next[parent[row]! + 1]!++] = row;
  return { of: (row) => (row === NO_CHILDREN ? [] : Array.from(rows.subarray(first[row + 1], first[row + 2]))) };
}

/** Children of both sides in one order: the first side's, with what only the second has before the next common one. */
function pairChildren(a: readonly number[], b: readonly number[], keysA: Int32Array, keysB: Int32Array): Array<readonly [number, number]> {
  if (b.length === 0) return a.map((row) => [row, NONE] as const);
  if (a.length === 0) return b.map((row) => [NONE, row] as const);
  const waiting = new Map<number, number[]>();
  b.forEach((row, place) => {
    const places = waiting.get(keysB[row]!);
    if (places === undefined) waiting.set(keysB[row]!, [place]);
    else places.push(place);
  });
  // Popped from the back, so the first of a name has to stand last.
  for (const places of waiting.values()) places.reverse();
  const partner = a.map((row) => waiting.get(keysA[row]!)?.pop() ?? NONE);
  const taken = new Uint8Array(b.length);
  for (const place of partner) if (place !== NONE) taken[place] = 1;

  const pairs: Array<readonly [number, number]> = [];
  let written = 0;
  const writeOnlyB = (until: number) => {
    for (; written < until; written++) if (taken[written] === 0) pairs.push([NONE, b[written]!]);
  };
  a.forEach((row, index) => {
    const place = partner[index]!;
    if (place !== NONE) writeOnlyB(place);
    pairs.push([row, place === NONE ? NONE : b[place]!]);
  });
  writeOnlyB(b.length);
  return pairs;
}

function finish(a: ComparedTrace, b: ComparedTrace, rowsA: Int32Array, rowsB: Int32Array, depth: Uint16Array): MergedTree {
  const rowCount = rowsA.length;
  const subtreeEnd = new Int32Array(rowCount);
  const spansA = new Uint32Array(rowCount);
  const spansB = new Uint32Array(rowCount);
  const different = new Uint8Array(rowCount);
  const differencesWithin = new Uint32Array(rowCount);
  let [onlyA, onlyB, changed] = [0, 0, 0];
  const ends: number[] = [];
  for (let row = rowCount - 1; row >= 0; row--) {
    // `ends` holds the rows right of here that could follow a subtree, nearest last.
    while (ends.length > 0 && depth[ends.at(-1)!]! > depth[row]!) ends.pop();
    subtreeEnd[row] = ends.at(-1) ?? rowCount;
    ends.push(row);
    const [rowA, rowB] = [rowsA[row]!, rowsB[row]!];
    spansA[row] = rowA === NONE ? 0 : 1;
    spansB[row] = rowB === NONE ? 0 : 1;
    if (isDifferent(a, b, rowA, rowB)) {
      different[row] = 1;
      if (rowB === NONE) onlyA++;
      else if (rowA === NONE) onlyB++;
      else changed++;
    }
    differencesWithin[row] = different[row]!;
    for (let child = row + 1; child < subtreeEnd[row]!; child = subtreeEnd[child]!) {
      spansA[row]! += spansA[child]!;
      spansB[row]! += spansB[child]!;
      differencesWithin[row]! += differencesWithin[child]!;
    }
  }
  return {
    rowCount, a: rowsA, b: rowsB, depth, subtreeEnd, spansA, spansB, different, differencesWithin,
    summary: { onlyA, onlyB, both: rowCount - onlyA - onlyB, changed },
  };
}
