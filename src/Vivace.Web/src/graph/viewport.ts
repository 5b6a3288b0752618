import { NODE_HEIGHT, NODE_WIDTH, type Point } from './layoutGraph';

/** What part of the drawing is seen: screen = drawing × scale + offset. */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box extends Point, Size {}

export const MIN_SCALE = 0.1;
export const MAX_SCALE = 2.5;
/** Small graphs are not blown up to fill the screen. */
const LARGEST_FIT = 1.1;

/** The room that all nodes take, with a margin: by default enough for the boxes around groups. */
export function boundsOf(places: Iterable<Point>, margin = 24): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of places) {
    left = Math.min(left, x - NODE_WIDTH / 2);
    right = Math.max(right, x + NODE_WIDTH / 2);
    top = Math.min(top, y - NODE_HEIGHT / 2);
    bottom = Math.max(bottom, y + NODE_HEIGHT / 2);
  }
  if (left > right) return { x: 0, y: 0, width: 1, height: 1 };
  return { x: left - margin, y: top - margin, width: right - left + 2 * margin, height: bottom - top + 2 * margin };
}

/** The viewport that shows a box whole and in the middle. */
export function fit(box: Box, size: Size): Viewport {
  const scale = clampScale(Math.min(size.width / box.width, size.height / box.height, LARGEST_FIT));
  return {
    scale,
    x: (size.width - box.width * scale) / 2 - box.x * scale,
    y: (size.height - box.height * scale) / 2 - box.y * scale,
  };
}

/** Smaller than this the words cannot be read. */
const READABLE_SCALE = 0.6;

/**
 * The first view of a drawing: all of it where it stays readable, else its beginning, with the given place in the middle
 * across the direction of reading.
 */
export function firstView(box: Box, size: Size, centre: Point, down: boolean): Viewport {
  const whole = fit(box, size);
  if (whole.scale >= READABLE_SCALE) return whole;
  const scale = READABLE_SCALE;
  const inside = (wanted: number, start: number, length: number, room: number) => {
    const [first, last] = [-start * scale, room - (start + length) * scale];
    // What has room to spare is centred; everything else keeps its edge at the edge of the screen.
    return last >= first ? (first + last) / 2 : Math.min(first, Math.max(last, wanted));
  };
  const x = down ? size.width / 2 - centre.x * scale : -box.x * scale;
  const y = down ? -box.y * scale : size.height / 2 - centre.y * scale;
  return { scale, x: inside(x, box.x, box.width, size.width), y: inside(y, box.y, box.height, size.height) };
}

/** Zooms so that the point of the screen keeps showing the same place. */
export function zoomAt(viewport: Viewport, at: Point, factor: number): Viewport {
  const scale = clampScale(viewport.scale * factor);
  const ratio = scale / viewport.scale;
  return { scale, x: at.x - (at.x - viewport.x) * ratio, y: at.y - (at.y - viewport.y) * ratio };
}

export function pan(viewport: Viewport, dx: number, dy: number): Viewport {
  return { ...viewport, x: viewport.x + dx, y: viewport.y + dy };
}

/** The viewport moved as little as needed for a node to be inside. */
export function reveal(viewport: Viewport, place: Point, size: Size): Viewport {
  const margin = 8;
  const [halfWidth, halfHeight] = [(NODE_WIDTH / 2) * viewport.scale + margin, (NODE_HEIGHT / 2) * viewport.scale + margin];
  const [x, y] = [place.x * viewport.scale + viewport.x, place.y * viewport.scale + viewport.y];
  const inside = (value: number, half: number, length: number) => Math.max(Math.min(value, length - half), Math.min(half, length / 2));
  return pan(viewport, inside(x, halfWidth, size.width) - x, inside(y, halfHeight, size.height) - y);
}

/** The seen part of the drawing, for the minimap. */
export function seenBox(viewport: Viewport, size: Size): Box {
  return { x: -viewport.x / viewport.scale, y: -viewport.y / viewport.scale, width: size.width / viewport.scale, height: size.height / viewport.scale };
}

/** The viewport with the given place of the drawing in the middle. */
export function centreOn(viewport: Viewport, place: Point, size: Size): Viewport {
  return { ...viewport, x: size.width / 2 - place.x * viewport.scale, y: size.height / 2 - place.y * viewport.scale };
}

function clampScale(scale: number): number {
  return Math.min(MAX_SCALE, Math.max(MIN_SCALE, scale));
}
