import type { Point } from './layoutGraph';
import { NODE_HEIGHT } from './layoutGraph';

export const MIN_RADIUS = 13;
export const MAX_RADIUS = 26;

/** The centre of the circle of a node whose box has the given centre: the words stand below it. */
export const CIRCLE_OFFSET = MAX_RADIUS - NODE_HEIGHT / 2 + 4;

/** Area grows with the rate, so that twice the requests look like twice as much. */
export function radiusOf(requests: number, most: number): number {
  if (most <= 0) return MIN_RADIUS;
  return MIN_RADIUS + (MAX_RADIUS - MIN_RADIUS) * Math.sqrt(Math.min(1, requests / most));
}

/** Strokes from 1.25 to 6 px; logarithmic, because calls of one system differ by thousands. */
export function strokeOf(requests: number, most: number): number {
  if (most <= 0 || requests <= 0) return 1.25;
  return 1.25 + 4.75 * (Math.log1p(requests) / Math.log1p(most)) ** 2;
}

/** The part of a ring that a share from 0 to 1 takes, clockwise from the top, as stroke-dasharray. */
export function ringDash(share: number, radius: number): string {
  const length = 2 * Math.PI * radius;
  // A single error must be seen, too.
  const shown = share === 0 ? 0 : Math.max(share * length, 3);
  return `${shown.toFixed(2)} ${(length - shown + 0.01).toFixed(2)}`;
}

/** A curve from circle to circle, through the bends where the layout made some. */
export function edgePath(from: Point, to: Point, radii: readonly [from: number, to: number], bends: readonly Point[], down: boolean): string {
  const [start, end] = [circleOf(from), circleOf(to)];
  if (from === to) return loopPath(start, radii[0]);
  const inner = bends.slice(1, -1).map(({ x, y }) => ({ x, y: y + CIRCLE_OFFSET * (down ? 0 : 1) }));
  const towards = inner[0] ?? control(start, end, down);
  const comes = inner.at(-1) ?? control(end, start, down);
  const a = onCircle(start, towards, radii[0] + 2);
  // The arrow's tip touches the ring.
  const b = onCircle(end, comes, radii[1] + 5);
  if (inner.length === 0) {
    const [c, d] = [control(a, b, down), control(b, a, down)];
    return `M${text(a)}C${text(c)} ${text(d)} ${text(b)}`;
  }
  let path = `M${text(a)}`;
  const points = [...inner, b];
  for (let i = 0; i < points.length - 1; i++) {
    const end = i === points.length - 2 ? b : middle(points[i]!, points[i + 1]!);
    path += `Q${text(points[i]!)} ${text(end)}`;
  }
  return path;
}

/** The middle of a drawn edge, where its words stand. */
export function edgeMiddle(from: Point, to: Point, bends: readonly Point[], down: boolean): Point {
  const inner = bends.slice(1, -1);
  if (from === to) return { x: from.x + MAX_RADIUS * 2.4, y: from.y + CIRCLE_OFFSET };
  if (inner.length > 0) {
    const { x, y } = inner[Math.floor(inner.length / 2)]!;
    return { x, y: y + CIRCLE_OFFSET * (down ? 0 : 1) };
  }
  return middle(circleOf(from), circleOf(to));
}

export function circleOf({ x, y }: Point): Point {
  return { x, y: y + CIRCLE_OFFSET };
}

function loopPath({ x, y }: Point, radius: number): string {
  const [near, far] = [radius * 0.7, radius + 26];
  return `M${text({ x: x + near, y: y - near })}C${text({ x: x + far, y: y - far })} ${text({ x: x + far, y: y + far })} ${text({ x: x + near + 3, y: y + near })}`;
}

function control(from: Point, to: Point, down: boolean): Point {
  return down ? { x: from.x, y: (from.y + to.y) / 2 } : { x: (from.x + to.x) / 2, y: from.y };
}

function onCircle(centre: Point, towards: Point, radius: number): Point {
  const [dx, dy] = [towards.x - centre.x, towards.y - centre.y];
  const length = Math.hypot(dx, dy) || 1;
  return { x: centre.x + (dx / length) * radius, y: centre.y + (dy / length) * radius };
}

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

function text({ x, y }: Point): string {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
}
