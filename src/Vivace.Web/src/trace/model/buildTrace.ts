import type { ReceivedSpans } from './ReceivedSpans';
import { SpanFlag } from './SpanFlag';
import { SpanIdIndex } from './SpanIdIndex';
import { findParents } from './findParents';
import { selfTimes } from './selfTimes';
import type { TraceData } from './TraceData';

const nanosPerSecond = 1e9;

export interface BuiltTrace {
  readonly data: TraceData;
  /** Which received span each row is. */
  readonly spanOfRow: Uint32Array;
}

/**
 * Makes the tree of a trace: linear but for one sort by start time, and without recursion, so that a chain of any depth
 * is as good as a bush. Spans whose parent is missing become roots; of a ring of parents the earliest span does.
 */
export function buildTrace(spans: ReceivedSpans): BuiltTrace {
  const { count } = spans;
  const [firstSeconds, firstNanos] = earliestStart(spans);
  const offset = new Float64Array(count);
  let durationNano = 0;
  for (let span = 0; span < count; span++) {
    offset[span] = (spans.startSeconds[span]! - firstSeconds) * nanosPerSecond + (spans.startNanos[span]! - firstNanos);
    durationNano = Math.max(durationNano, offset[span]! + spans.duration[span]!);
  }

  // Typed arrays sort numbers natively; equal starts keep the order of arrival.
  const byStart = new Uint32Array(count).map((_, span) => span);
  byStart.sort((a, b) => offset[a]! - offset[b]! || a - b);

  const index = new SpanIdIndex(spans.spanIds, count);
  const { parentOf, orphan, cycles, rootMissing } = findParents(spans, index, byStart);
  const duplicate = markDuplicates(spans, index);

  const { order: spanOfRow, parent, depth } = depthFirst(parentOf, byStart);
  const childCount = new Uint32Array(count);
  const descendants = new Uint32Array(count);
  for (let row = count - 1; row >= 0; row--) {
    const above = parent[row]!;
    if (above < 0) continue;
    childCount[above]!++;
    descendants[above]! += descendants[row]! + 1;
  }

  const start = pick(new Float64Array(count), offset, spanOfRow);
  const duration = pick(new Float64Array(count), spans.duration, spanOfRow);
  const flags = pick(new Uint8Array(count), spans.flags, spanOfRow);
  let orphans = 0;
  let duplicates = 0;
  for (let row = 0; row < count; row++) {
    const span = spanOfRow[row]!;
    if (orphan[span] === 1) {
      flags[row]! |= SpanFlag.orphan;
      orphans++;
    }
    if (duplicate[span] === 1) {
      flags[row]! |= SpanFlag.duplicateId;
      duplicates++;
    }
  }

  const service = pick(new Uint32Array(count), spans.service, spanOfRow);
  const name = pick(new Uint32Array(count), spans.name, spanOfRow);
  const services = inOrderOfUse(service, spans.services);
  const names = inOrderOfUse(name, spans.names);
  let root = -1;
  for (let row = 0; row < count && root < 0; row++) {
    if (parent[row]! < 0 && (flags[row]! & SpanFlag.orphan) === 0) root = row;
  }
  return {
    spanOfRow,
    data: {
      traceId: spans.traceId,
      startUnixNano: BigInt(firstSeconds) * 1_000_000_000n + BigInt(firstNanos),
      durationNano,
      rowCount: count,
      totalSpans: count,
      rootService: root < 0 ? '' : services[service[root]!]!,
      rootName: root < 0 ? '' : names[name[root]!]!,
      services,
      names,
      spanIds: pickIds(spans.spanIds, spanOfRow),
      parent,
      start,
      duration,
      self: selfTimes(parent, start, duration),
      service,
      name,
      kind: pick(new Uint8Array(count), spans.kind, spanOfRow),
      status: pick(new Uint8Array(count), spans.status, spanOfRow),
      flags,
      depth,
      childCount,
      descendants,
      ...pickEvents(spans, spanOfRow, firstSeconds, firstNanos),
      notices: { orphans, duplicates, rootMissing, partial: spans.partial, cycles },
      window: null,
    },
  };
}

function earliestStart(spans: ReceivedSpans): [seconds: number, nanos: number] {
  let seconds = Infinity;
  let nanos = 0;
  for (let span = 0; span < spans.count; span++) {
    const s = spans.startSeconds[span]!;
    const n = spans.startNanos[span]!;
    if (s < seconds || (s === seconds && n < nanos)) [seconds, nanos] = [s, n];
  }
  return seconds === Infinity ? [0, 0] : [seconds, nanos];
}

/** All spans that share their id with another one. */
function markDuplicates(spans: ReceivedSpans, index: SpanIdIndex): Uint8Array {
  const duplicate = new Uint8Array(spans.count);
  for (let span = 0; span < spans.count; span++) {
    const first = index.findBytes(spans.spanIds, span);
    if (first !== span) {
      duplicate[span] = 1;
      duplicate[first] = 1;
    }
  }
  return duplicate;
}

/** Walks the forest with children in order of start. */
function depthFirst(parentOf: Int32Array, byStart: Uint32Array) {
  const count = parentOf.length;
  // Lists of children, linked through `next`; filled from the latest start so that each list is in order.
  const firstChild = new Int32Array(count).fill(-1);
  const next = new Int32Array(count).fill(-1);
  let firstRoot = -1;
  for (let at = count - 1; at >= 0; at--) {
    const span = byStart[at]!;
    const above = parentOf[span]!;
    if (above < 0) {
      next[span] = firstRoot;
      firstRoot = span;
    } else {
      next[span] = firstChild[above]!;
      firstChild[above] = span;
    }
  }

  const order = new Uint32Array(count);
  const parent = new Int32Array(count);
  const depth = new Uint16Array(count);
  const rowOf = new Int32Array(count);
  let row = 0;
  let span = firstRoot;
  let level = 0;
  while (span >= 0) {
    order[row] = span;
    rowOf[span] = row;
    const above = parentOf[span]!;
    parent[row] = above < 0 ? -1 : rowOf[above]!;
    depth[row] = Math.min(level, 0xffff);
    row++;
    if (firstChild[span]! >= 0) {
      span = firstChild[span]!;
      level++;
      continue;
    }
    while (span >= 0 && next[span]! < 0) {
      span = parentOf[span]!;
      level--;
    }
    if (span >= 0) span = next[span]!;
  }
  return { order, parent, depth };
}

function pick<T extends Float64Array | Uint32Array | Uint8Array>(into: T, from: T, spanOfRow: Uint32Array): T {
  for (let row = 0; row < spanOfRow.length; row++) into[row] = from[spanOfRow[row]!]!;
  return into;
}

function pickIds(ids: Uint8Array, spanOfRow: Uint32Array): Uint8Array {
  const picked = new Uint8Array(spanOfRow.length * 8);
  for (let row = 0; row < spanOfRow.length; row++) {
    const from = spanOfRow[row]! * 8;
    for (let byte = 0; byte < 8; byte++) picked[row * 8 + byte] = ids[from + byte]!;
  }
  return picked;
}

/** Renumbers a column of dictionary codes in order of first use; answers the dictionary in that order. */
function inOrderOfUse(codes: Uint32Array, dictionary: readonly string[]): string[] {
  const renumbered = new Int32Array(dictionary.length).fill(-1);
  const ordered: string[] = [];
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    if (renumbered[code] === -1) {
      renumbered[code] = ordered.length;
      ordered.push(dictionary[code]!);
    }
    codes[row] = renumbered[code]!;
  }
  return ordered;
}

/** Events by row, then by time. */
function pickEvents(spans: ReceivedSpans, spanOfRow: Uint32Array, firstSeconds: number, firstNanos: number) {
  const count = spans.eventSpan.length;
  const rowOf = new Uint32Array(spanOfRow.length);
  for (let row = 0; row < spanOfRow.length; row++) rowOf[spanOfRow[row]!] = row;
  const row = new Uint32Array(count);
  const offset = new Float64Array(count);
  for (let event = 0; event < count; event++) {
    row[event] = rowOf[spans.eventSpan[event]!]!;
    offset[event] =
      (spans.eventSeconds[event]! - firstSeconds) * nanosPerSecond + (spans.eventNanos[event]! - firstNanos);
  }
  const order = new Uint32Array(count).map((_, event) => event);
  order.sort((a, b) => row[a]! - row[b]! || offset[a]! - offset[b]! || a - b);
  return {
    eventRow: pick(new Uint32Array(count), row, order),
    eventOffset: pick(new Float64Array(count), offset, order),
    eventFlags: pick(new Uint8Array(count), spans.eventFlags, order),
  };
}
