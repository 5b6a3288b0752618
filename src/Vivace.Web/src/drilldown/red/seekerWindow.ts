import { lengthOf, type DrillRange } from '../data/drillRange';

/** How many times longer the strip is than the range. */
const TIMES = 3;

/**
 * The longer window around a range: as much before as after, but not past now; what does not fit behind goes in front. `undefined` when
 * one query cannot be wider than the range.
 */
export function seekerWindow(range: DrillRange, nowSeconds: number): DrillRange | undefined {
  const length = lengthOf(range);
  const wide = Math.min(length * TIMES, range.mostSecondsPerQuery);
  if (wide < length * 1.2) return undefined;
  const endSeconds = Math.max(range.endSeconds, Math.min(range.endSeconds + Math.floor((wide - length) / 2), Math.ceil(nowSeconds)));
  return { ...range, startSeconds: Math.max(0, endSeconds - Math.floor(wide)), endSeconds };
}
