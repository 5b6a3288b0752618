import type { TraceModel } from '../model/TraceModel';

/** Stretches of a bar that children cover, as shares of the bar from 0 to 1: start, end, start, end. */
export type CoveredShares = readonly number[];

/** Stretches closer together than this share of the seen time look like one. */
const finest = 1 / 500;
/** More stretches than this in one bar cannot be told apart. */
const mostStretches = 24;

/**
 * Which parts of the visible bar (`from` to `to`, nanoseconds after the start of the trace) are covered by children;
 * the rest is the span's own time.
 */
export function coveredShares(model: TraceModel, row: number, from: number, to: number, seen: number): CoveredShares {
  const width = to - from;
  if (model.subtreeEnd[row] === row + 1 || !(width > 0)) return [];
  let gap = Math.max(seen * finest, width / 400);
  for (;;) {
    const shares = merge(model, row, from, to, gap);
    if (shares.length <= mostStretches * 2) return shares;
    gap *= 3;
  }
}

function merge(model: TraceModel, row: number, from: number, to: number, gap: number): number[] {
  const { subtreeEnd, start, duration } = model;
  const shares: number[] = [];
  const width = to - from;
  let openFrom = -1;
  let openTo = -1;
  const close = () => {
    if (openFrom >= 0 && openTo > openFrom) shares.push((openFrom - from) / width, (openTo - from) / width);
  };
  for (let child = row + 1; child < subtreeEnd[row]!; child = subtreeEnd[child]!) {
    const childFrom = Math.max(start[child]!, from);
    const childTo = Math.min(start[child]! + duration[child]!, to);
    if (childTo < childFrom) continue;
    if (openFrom >= 0 && childFrom <= openTo + gap) {
      openTo = Math.max(openTo, childTo);
      continue;
    }
    close();
    openFrom = childFrom;
    openTo = childTo;
  }
  close();
  return shares;
}

/** The bar's background: own time in the strong colour, covered time in the light one. */
export function barGradient(shares: CoveredShares): string | undefined {
  if (shares.length === 0) return undefined;
  const stops: string[] = [];
  let at = 0;
  const add = (color: string, from: number, to: number) => {
    if (to > from) stops.push(`var(${color}) ${percent(from)} ${percent(to)}`);
  };
  for (let index = 0; index < shares.length; index += 2) {
    add('--bar', at, shares[index]!);
    add('--bar-light', shares[index]!, shares[index + 1]!);
    at = shares[index + 1]!;
  }
  add('--bar', at, 1);
  return `linear-gradient(90deg, ${stops.join(', ')})`;
}

function percent(share: number): string {
  return `${Math.round(share * 10_000) / 100}%`;
}
