import type { Place } from '../chart/PlotArea';
import type { Exemplar } from './metricsAnswer';

/** An exemplar at its place in a plot, in pixels. */
export interface PlacedExemplar {
  readonly exemplar: Exemplar;
  /** The number of its series among those shown. */
  readonly series: number;
  readonly x: number;
  readonly y: number;
}

/** The exemplar nearest to a place, no farther than 8 pixels. */
export function nearestExemplar(placed: readonly PlacedExemplar[], x: number, y: number): Exemplar | undefined {
  let nearest: Exemplar | undefined;
  let least = 64;
  for (const one of placed) {
    const distance = (one.x - x) ** 2 + (one.y - y) ** 2;
    if (distance <= least) [nearest, least] = [one.exemplar, distance];
  }
  return nearest;
}

/** What a plot does with its exemplars: a click on one opens its trace. */
export function exemplarTargets(placed: readonly PlacedExemplar[], onOpenTrace: (traceId: string) => void) {
  return {
    isTarget: ({ x, y }: Place) => nearestExemplar(placed, x, y) !== undefined,
    onClick: ({ x, y }: Place) => {
      const dot = nearestExemplar(placed, x, y);
      if (dot !== undefined) onOpenTrace(dot.traceId);
    },
  };
}

/** Draws each exemplar as a dot with a rim in the colour of the surface. */
export function drawExemplars(context: CanvasRenderingContext2D, placed: readonly PlacedExemplar[], colorOf: (series: number) => string, surface: string): void {
  context.lineWidth = 1;
  context.strokeStyle = surface;
  for (const { x, y, series } of placed) {
    context.beginPath();
    context.arc(x, y, 3.5, 0, 2 * Math.PI);
    context.fillStyle = colorOf(series);
    context.fill();
    context.stroke();
  }
}
