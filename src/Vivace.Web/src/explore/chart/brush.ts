import type { Scale } from './scale';

/** A dragged box in pixels; it may have been dragged in any direction. */
export interface Drag {
  readonly fromX: number;
  readonly fromY: number;
  readonly toX: number;
  readonly toY: number;
}

/** The plot that is dragged over. */
export interface Plot {
  readonly width: number;
  readonly height: number;
  /** Unix milliseconds. */
  readonly time: Scale;
  /** Nanoseconds. */
  readonly duration: Scale;
}

/** A box with left, top, right and bottom inside the plot. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What a box selects; bounds that touch the plot's upper or lower edge are open. */
export interface BrushSelection {
  readonly fromMs: number;
  readonly toMs: number;
  readonly minNanoseconds: number | undefined;
  readonly maxNanoseconds: number | undefined;
}

/** Less than this many pixels is a click. */
const leastPixels = 4;

/** Nearer to an edge than this many pixels means up to the edge. */
const snapPixels = 3;

/** The box of a drag, cut at the plot's edges. A drag that is nearly horizontal selects time alone, so its box is as high as the plot. */
export function boxOf(drag: Drag, plot: Plot): Box {
  const clamp = (value: number, most: number) => Math.min(Math.max(value, 0), most);
  const onlyTime = Math.abs(drag.toY - drag.fromY) < Math.max(leastPixels, plot.height * 0.06);
  return {
    left: clamp(Math.min(drag.fromX, drag.toX), plot.width),
    right: clamp(Math.max(drag.fromX, drag.toX), plot.width),
    top: onlyTime ? 0 : clamp(Math.min(drag.fromY, drag.toY), plot.height),
    bottom: onlyTime ? plot.height : clamp(Math.max(drag.fromY, drag.toY), plot.height),
  };
}

/** What a drag selects, or undefined for a click. A drag straight up or down keeps the plot's whole time. */
export function selectionOf(drag: Drag, plot: Plot): BrushSelection | undefined {
  const box = boxOf(drag, plot);
  const narrow = box.right - box.left < leastPixels;
  const wholeHeight = box.top <= snapPixels && box.bottom >= plot.height - snapPixels;
  if (narrow && wholeHeight) return undefined;
  const [left, right] = narrow ? [0, plot.width] : [box.left, box.right];
  return {
    fromMs: plot.time.toValue(left),
    toMs: plot.time.toValue(right),
    minNanoseconds: box.bottom >= plot.height - snapPixels ? undefined : plot.duration.toValue(box.bottom),
    maxNanoseconds: box.top <= snapPixels ? undefined : plot.duration.toValue(box.top),
  };
}

/** The part of a plot that a drag over times selects, as high as the plot; undefined for a click. */
function timeBoxOf({ fromX, toX }: Drag, { width, height }: { readonly width: number; readonly height: number }): Box | undefined {
  if (Math.abs(toX - fromX) < leastPixels) return undefined;
  return { left: Math.max(0, Math.min(fromX, toX)), right: Math.min(width, Math.max(fromX, toX)), top: 0, bottom: height };
}

/** How a plot is dragged over whose drags select times, in whole Unix milliseconds. */
export function timeDrag(plot: { readonly width: number; readonly height: number; readonly time: Scale }, onSelectRange: (fromMs: number, toMs: number) => void) {
  return {
    boxOf: (drag: Drag) => timeBoxOf(drag, plot),
    onSelect: (drag: Drag) => {
      const box = timeBoxOf(drag, plot);
      if (box !== undefined) onSelectRange(Math.round(plot.time.toValue(box.left)), Math.round(plot.time.toValue(box.right)));
    },
  };
}
