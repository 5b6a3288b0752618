import { fromTraceQL, toTraceQL } from '../../traceql/builder';
import { durationText, tidyNanoseconds, withDurationStage } from './durationFilter';

/** Durations that were selected in the chart, in nanoseconds; an absent bound is open. */
export interface SelectedDurations {
  readonly minNanoseconds: number | undefined;
  readonly maxNanoseconds: number | undefined;
}

/**
 * The query narrowed to the selected durations of spans: in the builder's duration row where the builder can show the query, otherwise
 * by one more stage. Bounds are rounded to two digits. Without bounds the query stays as it is.
 */
export function withSelectedDurations(query: string, { minNanoseconds, maxNanoseconds }: SelectedDurations): string {
  if (minNanoseconds === undefined && maxNanoseconds === undefined) return query;
  const min = minNanoseconds === undefined ? undefined : tidyNanoseconds(minNanoseconds);
  const max = maxNanoseconds === undefined ? undefined : tidyNanoseconds(maxNanoseconds);
  const read = fromTraceQL(query);
  if ('model' in read && (read.model.duration.of === 'span' || (read.model.duration.min === '' && read.model.duration.max === ''))) {
    const text = (bound: number | undefined) => (bound === undefined ? '' : durationText(bound));
    return toTraceQL({ ...read.model, duration: { of: 'span', min: text(min), max: text(max), minInclusive: true, maxInclusive: true } });
  }
  return withDurationStage(query, { ...(min === undefined ? {} : { minNanoseconds: min }), ...(max === undefined ? {} : { maxNanoseconds: max }) });
}
