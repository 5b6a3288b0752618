import type { ZoomRange } from './zoomRange';

/** Round moments inside a range, at most `most` of them, nanoseconds after the start of the trace. */
export function ticks(range: ZoomRange, most: number): number[] {
  const width = range.to - range.from;
  if (!(width > 0) || most < 1) return [];
  const rough = width / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? 10 * power;
  const first = Math.max(Math.ceil(range.from / step - 1e-9), 0);
  const moments: number[] = [];
  for (let index = first; index * step <= range.to * (1 + 1e-12) && moments.length <= most; index++) {
    moments.push(index * step);
  }
  return moments;
}
