import { StatusCode } from '../model/SpanFlag';
import type { TraceModel } from '../model/TraceModel';

/** A stretch of time in which no span without children was running: nothing says what the trace waited for. */
export interface TraceGap {
  /** Nanoseconds after the start of the trace. */
  readonly from: number;
  readonly to: number;
  /** The innermost span that covers the gap, -1 when none does. */
  readonly row: number;
}

export interface QuickFacts {
  /** The row with the most self time, -1 when no span took time. */
  readonly slowest: number;
  /** The failed row that ended first: what failed before all else, and not the callers that failed with it. -1 when none failed. */
  readonly firstError: number;
  /** `null` when leaves cover the trace without a gap. */
  readonly gap: TraceGap | null;
}

/** The three places to look at first. */
export function quickFacts(model: TraceModel): QuickFacts {
  let slowest = -1;
  let firstError = -1;
  for (let row = 0; row < model.rowCount; row++) {
    if (model.self[row]! > (slowest < 0 ? 0 : model.self[slowest]!)) slowest = row;
    if (model.status[row] === StatusCode.error && (firstError < 0 || model.end(row) < model.end(firstError))) {
      firstError = row;
    }
  }
  return { slowest, firstError, gap: longestGap(model) };
}

function longestGap(model: TraceModel): TraceGap | null {
  const leaves: number[] = [];
  for (let row = 0; row < model.rowCount; row++) if (model.childCount[row] === 0) leaves.push(row);
  leaves.sort((a, b) => model.start[a]! - model.start[b]!);

  let covered = 0;
  let from = 0;
  let to = 0;
  const look = (next: number) => {
    if (next - covered > to - from) {
      from = covered;
      to = next;
    }
  };
  for (const row of leaves) {
    look(model.start[row]!);
    covered = Math.max(covered, model.end(row));
  }
  look(model.durationNano);
  return to > from ? { from, to, row: innermostOver(model, from, to) } : null;
}

function innermostOver(model: TraceModel, from: number, to: number): number {
  let best = -1;
  for (let row = 0; row < model.rowCount; row++) {
    const covers = model.start[row]! <= from && model.end(row) >= to;
    if (covers && (best < 0 || model.depth[row]! > model.depth[best]!)) best = row;
  }
  return best;
}
