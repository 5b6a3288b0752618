/** A stretch of the trace's time, nanoseconds after its start. */
export interface ZoomRange {
  readonly from: number;
  readonly to: number;
}

/** No closer than this, nanoseconds: below it, bars of the clock's resolution fill the screen. */
export const closestZoom = 100;

/** Puts a range inside the trace and at least `closestZoom` wide (the trace itself when it is shorter). */
export function clampZoom(range: ZoomRange, duration: number): ZoomRange {
  const width = Math.min(Math.max(range.to - range.from, Math.min(closestZoom, duration)), duration);
  const from = Math.min(Math.max(range.from, 0), duration - width);
  return { from, to: from + width };
}

/** Makes the range `factor` times as wide; the moment `at` keeps its place. */
export function zoomAt(range: ZoomRange, at: number, factor: number, duration: number): ZoomRange {
  const width = Math.min(Math.max((range.to - range.from) * factor, Math.min(closestZoom, duration)), duration);
  const place = (at - range.from) / (range.to - range.from || 1);
  const from = at - place * width;
  return clampZoom({ from, to: from + width }, duration);
}

/** Moves the range by a share of its width. */
export function panBy(range: ZoomRange, share: number, duration: number): ZoomRange {
  const move = (range.to - range.from) * share;
  return clampZoom({ from: range.from + move, to: range.to + move }, duration);
}
