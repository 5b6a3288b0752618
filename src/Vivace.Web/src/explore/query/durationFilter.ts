import { formatTraceQLDuration } from '../../time/durations';
import { splitQuery } from './pipeline';

/** Bounds of a span's duration in nanoseconds; an absent one is open. */
export interface DurationBounds {
  readonly minNanoseconds?: number;
  readonly maxNanoseconds?: number;
}

const stagePattern = /^\{\s*(?:span:)?duration\s*>=\s*[\w.µ]+(?:\s*&&\s*(?:span:)?duration\s*<=\s*[\w.µ]+)?\s*\}$|^\{\s*(?:span:)?duration\s*<=\s*[\w.µ]+\s*\}$/;

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
    bounds.minNanoseconds === undefined ? [] : [`duration >= ${literal(bounds.minNanoseconds)}`],
    bounds.maxNanoseconds === undefined ? [] : [`duration <= ${literal(bounds.maxNanoseconds)}`],
  ].flat();
  const at = metricsStage < 0 ? kept.length : metricsStage - (stages.length - kept.length);
  const added = conditions.length === 0 ? kept : kept.toSpliced(at, 0, `{ ${conditions.join(' && ')} }`);
  return [added.join(' | '), hints].filter((part) => part !== '').join(' ');
}

function literal(nanoseconds: number): string {
  return formatTraceQLDuration(BigInt(Math.max(0, Math.round(nanoseconds))));
}
