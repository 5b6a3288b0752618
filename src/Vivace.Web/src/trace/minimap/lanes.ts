import { StatusCode } from '../model/SpanFlag';
import type { TraceModel } from '../model/TraceModel';
import type { RowColors } from '../colors/RowColors';

export interface Lanes {
  readonly laneCount: number;
  readonly width: number;
  /** How many spans cover each pixel, lane after lane. */
  readonly cover: Uint16Array;
  /** Color code of each lane: that of the spans which take most of its time. */
  readonly code: Int32Array;
  /** Lanes and pixels where failed spans begin: lane, pixel, lane, pixel. */
  readonly errors: readonly number[];
}

/**
 * The whole trace in few lines: rows are laid over the lanes in order, and each pixel counts the spans that cover it.
 * Two marks per span and one running sum, so the work is that of spans plus pixels.
 */
export function makeLanes(
  model: TraceModel,
  colors: RowColors,
  laneCount: number,
  width: number,
  from: number,
  to: number,
  rows: { readonly first: number; readonly end: number },
): Lanes {
  const steps = new Int32Array(laneCount * (width + 1));
  const code = new Int32Array(laneCount).fill(-1);
  const errors: number[] = [];
  const span = to - from || 1;
  const count = rows.end - rows.first;
  const spent = new Map<number, number>();
  let lane = 0;
  const finishLane = () => {
    let most = -1;
    for (const [color, time] of spent) {
      if (time > most) {
        most = time;
        code[lane] = color;
      }
    }
    spent.clear();
  };
  for (let row = rows.first; row < rows.end; row++) {
    const ownLane = count <= laneCount ? row - rows.first : Math.floor(((row - rows.first) / count) * laneCount);
    if (ownLane !== lane) {
      finishLane();
      lane = ownLane;
    }
    const start = model.start[row]!;
    const end = start + model.duration[row]!;
    const color = colors.codes[row]!;
    spent.set(color, (spent.get(color) ?? 0) + model.self[row]! + 1);
    if (end < from || start > to) continue;
    const left = Math.min(Math.max(Math.floor(((start - from) / span) * width), 0), width - 1);
    const right = Math.min(Math.max(Math.ceil(((end - from) / span) * width), left + 1), width);
    steps[lane * (width + 1) + left]!++;
    steps[lane * (width + 1) + right]!--;
    if (model.status[row] === StatusCode.error) errors.push(lane, left);
  }
  finishLane();

  const cover = new Uint16Array(laneCount * width);
  for (let at = 0; at < laneCount; at++) {
    let covering = 0;
    for (let pixel = 0; pixel < width; pixel++) {
      covering += steps[at * (width + 1) + pixel]!;
      cover[at * width + pixel] = Math.min(covering, 0xffff);
    }
  }
  return { laneCount, width, cover, code, errors };
}
