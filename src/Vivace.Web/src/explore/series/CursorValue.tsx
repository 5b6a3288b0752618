import { useTimeCursor } from '../../ui/timeCursor';
import { indexAt, stepOf } from './seriesPlot';
import { formatValue, type Unit } from './units';

export interface CursorValueProps {
  readonly values: readonly number[];
  /** Ends of the intervals of the values. */
  readonly times: readonly number[];
  readonly unit: Unit;
}

/** The value of a series at the time that is pointed at; only it changes while the pointer moves. */
export function CursorValue({ values, times, unit }: CursorValueProps) {
  const index = useTimeCursor(({ at }) => (at === undefined ? undefined : indexAt(times, stepAt(times), at.ms)));
  return index === undefined ? null : <>{formatValue(values[index]!, unit)}</>;
}

const steps = new WeakMap<readonly number[], number>();

/** The distance of two times, worked out once for each answer. */
function stepAt(times: readonly number[]): number {
  const known = steps.get(times) ?? stepOf(times);
  steps.set(times, known);
  return known;
}
