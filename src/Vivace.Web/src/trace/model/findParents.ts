import type { ReceivedSpans } from './ReceivedSpans';
import type { SpanIdIndex } from './SpanIdIndex';

export interface Parents {
  /** Received span that is the parent, -1 for none. */
  readonly parentOf: Int32Array;
  /** 1 where a parent is named that was not received. */
  readonly orphan: Uint8Array;
  /** Rings of parents that were cut. */
  readonly cycles: number;
  readonly rootMissing: boolean;
}

/** Finds each span's parent and cuts rings, each at its earliest span. `byStart` lists the spans by start time. */
export function findParents(spans: ReceivedSpans, index: SpanIdIndex, byStart: Uint32Array): Parents {
  const { count, parentIds } = spans;
  const parentOf = new Int32Array(count).fill(-1);
  const orphan = new Uint8Array(count);
  let rootMissing = true;
  for (let span = 0; span < count; span++) {
    if (isZero(parentIds, span)) {
      rootMissing = false;
      continue;
    }
    const parent = index.findBytes(parentIds, span);
    if (parent < 0) orphan[span] = 1;
    else parentOf[span] = parent;
  }
  return { parentOf, orphan, cycles: cutCycles(parentOf, byStart), rootMissing };
}

/** Walking upwards from every span, a ring is met when the walk comes to a span that it has passed itself. */
function cutCycles(parentOf: Int32Array, byStart: Uint32Array): number {
  const count = parentOf.length;
  const place = new Uint32Array(count);
  for (let at = 0; at < count; at++) place[byStart[at]!] = at;
  const walkOf = new Int32Array(count).fill(-1);
  let cycles = 0;
  for (let from = 0; from < count; from++) {
    let span = from;
    while (span >= 0 && walkOf[span] === -1) {
      walkOf[span] = from;
      span = parentOf[span]!;
    }
    if (span < 0 || walkOf[span] !== from) continue;
    let earliest = span;
    for (let other = parentOf[span]!; other !== span; other = parentOf[other]!) {
      if (place[other]! < place[earliest]!) earliest = other;
    }
    parentOf[earliest] = -1;
    cycles++;
  }
  return cycles;
}

function isZero(ids: Uint8Array, span: number): boolean {
  const at = span * 8;
  return (
    (ids[at]! | ids[at + 1]! | ids[at + 2]! | ids[at + 3]! | ids[at + 4]! | ids[at + 5]! | ids[at + 6]! | ids[at + 7]!) ===
    0
  );
}
