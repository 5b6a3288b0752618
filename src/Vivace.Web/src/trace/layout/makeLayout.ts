import { smallestGroup, type SiblingGroups } from '../folding/siblingGroups';
import type { TraceModel } from '../model/TraceModel';
import { EntryKind, type Layout } from './Layout';

export interface LayoutInput {
  readonly model: TraceModel;
  /** 1 for rows whose children are not shown. */
  readonly collapsed: Uint8Array;
  /** Null when like siblings are not folded. */
  readonly groups: SiblingGroups | null;
  /** First rows of the groups that are open. */
  readonly openGroups: ReadonlySet<number>;
  /** 1 for rows that may be shown; null shows all. A hidden row's shown descendants move up to its place. */
  readonly visible: Uint8Array | null;
  /** Services (by number) whose spans are cut out. */
  readonly hiddenServices: ReadonlySet<number>;
  /** The row that is taken for the root, -1 for the whole trace. */
  readonly rootRow: number;
}

/** Works out the lines of the waterfall in one pass over the rows that are not inside something collapsed. */
export function makeLayout(input: LayoutInput): Layout {
  const { model, collapsed, groups, openGroups, visible, hiddenServices, rootRow } = input;
  const { subtreeEnd, service } = model;
  const from = rootRow < 0 ? 0 : rootRow;
  const to = rootRow < 0 ? model.rowCount : subtreeEnd[rootRow]!;
  const lines = new LineList(Math.min(to - from, 4096) + 16);
  const cutServices = hiddenServices.size > 0;

  // What the current row lies in: each level ends at a row; what it adds to the indentation is kept beside it.
  const ends: number[] = [];
  const levels: number[] = [];
  const missing: number[] = [];
  let level = 0;
  const enter = (end: number, nextLevel: number, notLoaded: number) => {
    ends.push(end);
    levels.push(level);
    missing.push(notLoaded);
    level = nextLevel;
  };
  const leaveUpTo = (row: number) => {
    while (ends.length > 0 && row >= ends[ends.length - 1]!) {
      const end = ends.pop()!;
      const notLoaded = missing.pop()!;
      if (notLoaded > 0) lines.add(EntryKind.more, end - 1, level, notLoaded);
      level = levels.pop()!;
    }
  };

  let row = from;
  while (row < to) {
    leaveUpTo(row);
    const group = groups === null ? -1 : groups.groupAt[row]!;
    if (group >= 0 && row !== rootRow && !lines.isOpenGroup(row)) {
      const shown = visible === null ? groups!.members[group]! : shownMembers(model, groups!, group, visible);
      const cut = cutServices && hiddenServices.has(service[row]!);
      if (shown >= smallestGroup && !cut) {
        lines.add(EntryKind.group, row, level, shown);
        if (openGroups.has(row)) {
          enter(groups!.end[group]!, level + 1, 0);
        } else {
          row = groups!.end[group]!;
          continue;
        }
      }
    }

    const end = subtreeEnd[row]!;
    if (visible !== null && visible[row] === 0) {
      row++;
    } else if (cutServices && hiddenServices.has(service[row]!)) {
      const inside = lines.addStub(row, end, level);
      if (end > row + 1 && !inside) enter(end, level + 1, 0);
      row++;
    } else {
      lines.add(EntryKind.span, row, level, 1);
      if (collapsed[row] === 1) {
        row = end;
      } else {
        const notLoaded = model.hasUnloadedChildren(row) ? unloadedChildren(model, row) : 0;
        if (end > row + 1 || notLoaded > 0) enter(end, level + 1, notLoaded);
        row++;
      }
    }
  }
  leaveUpTo(to);
  const { window } = model;
  if (rootRow < 0 && window !== null && window.total > model.roots.length) {
    lines.add(EntryKind.more, model.rowCount - 1, 0, window.total - model.roots.length);
  }
  return lines.finish();
}

/** Children of a row that are not loaded; at least one, because the server said so. */
function unloadedChildren(model: TraceModel, row: number): number {
  return Math.max(model.childCount[row]! - model.children(row).length, 1);
}


function shownMembers(model: TraceModel, groups: SiblingGroups, group: number, visible: Uint8Array): number {
  let shown = 0;
  let row = groups.first[group]!;
  for (let member = 0; member < groups.members[group]!; member++) {
    if (visible[row] === 1) shown++;
    row = model.subtreeEnd[row]!;
  }
  return shown;
}

/** Columns of lines that grow as needed. */
class LineList {
  /** First row after the subtrees that the last stub stands for. */
  #stubEnd = -1;
  #count = 0;
  #kind: Uint8Array;
  #row: Int32Array;
  #level: Uint16Array;
  #spans: Int32Array;

  constructor(capacity: number) {
    this.#kind = new Uint8Array(capacity);
    this.#row = new Int32Array(capacity);
    this.#level = new Uint16Array(capacity);
    this.#spans = new Int32Array(capacity);
  }

  add(kind: number, row: number, level: number, spans: number): void {
    if (this.#count === this.#row.length) this.#grow();
    this.#kind[this.#count] = kind;
    this.#row[this.#count] = row;
    this.#level[this.#count] = Math.min(level, 0xffff);
    this.#spans[this.#count] = spans;
    this.#count++;
  }

  /** A cut row joins the stub above it when nothing was shown between them; true when it lies below the rows of that stub. */
  addStub(row: number, end: number, level: number): boolean {
    const last = this.#count - 1;
    if (last >= 0 && this.#kind[last] === EntryKind.stub && (this.#level[last] === level || row < this.#stubEnd)) {
      const inside = row < this.#stubEnd;
      this.#spans[last]!++;
      this.#stubEnd = Math.max(this.#stubEnd, end);
      return inside;
    }
    this.add(EntryKind.stub, row, level, 1);
    this.#stubEnd = end;
    return false;
  }

  /** Whether the line just added is the header of the open group that begins at this row. */
  isOpenGroup(row: number): boolean {
    const last = this.#count - 1;
    return last >= 0 && this.#kind[last] === EntryKind.group && this.#row[last] === row;
  }

  finish(): Layout {
    return {
      count: this.#count,
      kind: this.#kind.slice(0, this.#count),
      row: this.#row.slice(0, this.#count),
      level: this.#level.slice(0, this.#count),
      spans: this.#spans.slice(0, this.#count),
    };
  }

  #grow(): void {
    const capacity = this.#row.length * 2;
    this.#kind = grown(this.#kind, new Uint8Array(capacity));
    this.#row = grown(this.#row, new Int32Array(capacity));
    this.#level = grown(this.#level, new Uint16Array(capacity));
    this.#spans = grown(this.#spans, new Int32Array(capacity));
  }
}

function grown<T extends Uint8Array | Int32Array | Uint16Array>(old: T, next: T): T {
  next.set(old);
  return next;
}
