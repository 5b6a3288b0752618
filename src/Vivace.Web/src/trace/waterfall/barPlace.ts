import type { ZoomRange } from '../zoom/zoomRange';

export interface BarPlace {
  /** Shares of the width, 0 to 1; both ends are inside. */
  readonly left: number;
  readonly right: number;
  /** The visible part of the span, nanoseconds after the start of the trace. */
  readonly from: number;
  readonly to: number;
  readonly cutLeft: boolean;
  readonly cutRight: boolean;
}

/** Where a stretch of time lies in the seen range; null when it is outside. */
export function barPlace(start: number, end: number, seen: ZoomRange): BarPlace | null {
  if (end < seen.from || start > seen.to) return null;
  const width = seen.to - seen.from;
  const from = Math.max(start, seen.from);
  const to = Math.min(end, seen.to);
  return {
    left: (from - seen.from) / width,
    right: (to - seen.from) / width,
    from,
    to,
    cutLeft: start < seen.from,
    cutRight: end > seen.to,
  };
}

/** Where a bar's label has room: after it, before it, or inside. */
export function labelSide(place: BarPlace): 'after' | 'before' | 'inside' {
  if (place.right < 0.88) return 'after';
  return place.left > 0.12 ? 'before' : 'inside';
}
