import { NODE_HEIGHT, NODE_WIDTH, type GraphLayout, type Point } from './layoutGraph';

/** Below this share of known nodes it is another graph, and keeping places would only look untidy. */
const SAME_GRAPH_SHARE = 0.5;

/**
 * A new layout in which what was on the screen stays where it was. New nodes come beside their neighbours, as far from
 * them as the new layout has them, and move on until they cover nobody.
 */
export function settleLayout(before: ReadonlyMap<string, Point>, next: GraphLayout): GraphLayout {
  const kept = [...next.places.keys()].filter((key) => before.has(key));
  if (kept.length === 0 || kept.length < next.places.size * SAME_GRAPH_SHARE) return next;

  const places = new Map<string, Point>(kept.map((key) => [key, before.get(key)!]));
  for (const [key, place] of next.places) {
    if (places.has(key)) continue;
    const anchor = nearest(next.places, place, kept);
    const [from, to] = [next.places.get(anchor)!, before.get(anchor)!];
    places.set(key, freePlace({ x: place.x + to.x - from.x, y: place.y + to.y - from.y }, places));
  }
  const isMoved = (key: string, place: Point) => places.get(key)!.x !== place.x || places.get(key)!.y !== place.y;
  const hasMoved = [...next.places].some(([key, place]) => isMoved(key, place));
  // Bends avoid nodes where the layout had them; elsewhere a plain curve is better.
  return hasMoved ? { places, bends: new Map() } : next;
}

/** Whether a node that stays has come into another group: boxes are only where the layout has put their nodes together. */
export function isRegrouped(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): boolean {
  return [...now].some(([key, group]) => before.has(key) && before.get(key) !== group);
}

function nearest(places: ReadonlyMap<string, Point>, to: Point, keys: readonly string[]): string {
  const distance = (key: string) => Math.hypot(places.get(key)!.x - to.x, places.get(key)!.y - to.y);
  return keys.reduce((best, key) => (distance(key) < distance(best) ? key : best));
}

function freePlace(wanted: Point, taken: ReadonlyMap<string, Point>): Point {
  let y = wanted.y;
  const covers = (at: number) =>
    [...taken.values()].some((other) => Math.abs(other.x - wanted.x) < NODE_WIDTH && Math.abs(other.y - at) < NODE_HEIGHT);
  while (covers(y)) y += NODE_HEIGHT / 2;
  return { x: wanted.x, y };
}
