/** Maps values to pixels and back. */
export interface Scale {
  readonly toPixel: (value: number) => number;
  readonly toValue: (pixel: number) => number;
}

/** A linear scale; `domain` and `range` may run in either direction but must not be empty. */
export function linearScale(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const slope = (range[1] - range[0]) / (domain[1] - domain[0]);
  return {
    toPixel: (value) => range[0] + (value - domain[0]) * slope,
    toValue: (pixel) => domain[0] + (pixel - range[0]) / slope,
  };
}

/** A logarithmic scale; values below the domain's lower end (0 included) are drawn at that end. */
export function logScale(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const linear = linearScale([Math.log2(domain[0]), Math.log2(domain[1])], range);
  return {
    toPixel: (value) => linear.toPixel(Math.log2(Math.max(value, domain[0]))),
    toValue: (pixel) => 2 ** linear.toValue(pixel),
  };
}

/**
 * Round durations within a domain for the marks of a logarithmic axis: powers of ten of the nanosecond up to seconds, then 10 s, 1 min,
 * 10 min, 1 h; every n-th of them when there are more than `most`.
 */
export function durationTicks(domain: readonly [number, number], most: number): number[] {
  const candidates = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 60e9, 600e9, 3600e9, 36000e9, 360000e9];
  const inside = candidates.filter((value) => value >= domain[0] && value <= domain[1]);
  const every = Math.max(1, Math.ceil(inside.length / most));
  return inside.filter((_, i) => i % every === 0);
}

/** Steps that people read easily, in seconds. */
const roundSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800];

/** The smallest round step, in seconds, that cuts a range into at most `most` intervals. */
export function roundStep(rangeSeconds: number, most: number): number {
  return roundSteps.find((step) => rangeSeconds / step <= most) ?? Math.ceil(rangeSeconds / most / 86400) * 86400;
}

/** Marks of a time axis, in milliseconds: multiples of a round step in a zone that is `offsetMs` ahead of UTC. */
export function timeTicks(fromMs: number, toMs: number, most: number, offsetMs: number): number[] {
  const step = roundStep((toMs - fromMs) / 1000, most) * 1000;
  const first = Math.ceil((fromMs + offsetMs) / step) * step - offsetMs;
  const ticks: number[] = [];
  for (let at = first; at <= toMs; at += step) ticks.push(at);
  return ticks;
}
