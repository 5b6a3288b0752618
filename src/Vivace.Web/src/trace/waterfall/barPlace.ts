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

/** Where a bar's label has room: after it, before it, or inside. `room` is the share of the width that a label takes. */
export function labelSide(place: BarPlace, room = leastLabelRoom): 'after' | 'before' | 'inside' {
  if (place.right < 1 - room) return 'after';
  if (place.left > room) return 'before';
  // A share of the room is for the marks beside the bars.
  if (place.right - place.left >= room * 0.75) return 'inside';
  return 1 - place.right > place.left ? 'after' : 'before';
}

const leastLabelRoom = 0.12;
/** The longest labels, `999 ms` and `12.3 min`, and the marks beside the bars, in pixels. */
const labelWidth = 66;

/** The share of the bars' width that a label takes, in twentieths, so that few widths give another. */
export function labelRoom(barsWidth: number): number {
  return Math.min(Math.max(Math.ceil((labelWidth / Math.max(barsWidth, 1)) * 20) / 20, leastLabelRoom), 0.5);
}
