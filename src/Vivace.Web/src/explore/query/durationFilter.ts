import { splitQuery } from './pipeline';

/** Bounds of a span's duration in nanoseconds; an absent one is open. */
export interface DurationBounds {
  readonly minNanoseconds?: number;
  readonly maxNanoseconds?: number;
}

const stagePattern = /^\{\s*(?:span:)?duration\s*>=\s*[\w.µ]+(?:\s*&&\s*(?:span:)?duration\s*<=\s*[\w.µ]+)?\s*\}$|^\{\s*(?:span:)?duration\s*<=\s*[\w.µ]+\s*\}$/;

/** A duration as TraceQL writes it, exact, in the largest unit that it reaches: `8.6us`, `1.5s`. */
export function durationText(nanoseconds: number): string {
  const whole = Math.max(0, Math.round(nanoseconds));
  for (const [unit, digits] of [['s', 9], ['ms', 6], ['us', 3]] as const) {
    const size = 10 ** digits;
    if (whole >= size) {
      const fraction = String(whole % size).padStart(digits, '0').replace(/0+$/, '');
      return `${Math.floor(whole / size)}${fraction === '' ? '' : `.${fraction}`}${unit}`;
    }
  }
  return `${whole}ns`;
}

/** Rounds to two significant digits, so that a dragged edge becomes a number that people would write. */
export function tidyNanoseconds(nanoseconds: number): number {
  if (nanoseconds < 10) return Math.round(nanoseconds);
  const unit = 10 ** (Math.floor(Math.log10(nanoseconds)) - 1);
  return Math.round(nanoseconds / unit) * unit;
}

/**
 * Narrows a query to spans of some duration by one more stage, `| { duration >= 10ms && duration <= 1s }`; a stage that an earlier
 * call added is replaced. Without bounds that stage is taken away.
 */
export function withDurationStage(query: string, bounds: DurationBounds): string {
  const { stages, hints, metricsStage } = splitQuery(query);
  const kept = stages.filter((stage, i) => i === 0 || !stagePattern.test(stage));
  const conditions = [
    bounds.minNanoseconds === undefined ? [] : [`duration >= ${durationText(bounds.minNanoseconds)}`],
    bounds.maxNanoseconds === undefined ? [] : [`duration <= ${durationText(bounds.maxNanoseconds)}`],
  ].flat();
  const at = metricsStage < 0 ? kept.length : metricsStage - (stages.length - kept.length);
  const added = conditions.length === 0 ? kept : kept.toSpliced(at, 0, `{ ${conditions.join(' && ')} }`);
  return [added.join(' | '), hints].filter((part) => part !== '').join(' ');
}
