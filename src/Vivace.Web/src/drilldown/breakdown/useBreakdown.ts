import { useQuery } from '@tanstack/react-query';
import { useTenant } from '../../api/tenant';
import { intervalsOf } from '../../explore/chart/heatmap';
import { roundStep } from '../../explore/chart/scale';
import { lengthOf, rangeBefore, type DrillRange } from '../data/drillRange';
import { fetchInstant, fetchRange } from '../data/fetchMetrics';
import { conditionOf, spansetOf, type DrillSpans } from '../query/drillQuery';
import { coveredSeconds } from '../red/redData';
import { factsOf, type ValueFacts } from './breakdown';

export interface Breakdown {
  readonly facts: readonly ValueFacts[];
  readonly times: readonly number[];
  readonly stepSeconds: number;
  readonly partial: string | undefined;
}

/** Intervals of a tile: more would not be seen. */
const mostIntervals = 61;

/** Dots of all tiles together. */
const mostExemplars = 100;

/** The query that a tile's numbers come from. */
export function breakdownQuery(spans: DrillSpans, field: string): string {
  return `${spansetOf(spans)} | count_over_time() by (${field === 'status' ? field : `${field}, status`})`;
}

/** Asks what each value of the field did, once that is wanted; up to four questions at once. Change of the order alone asks nothing. */
export function useBreakdown(spans: DrillSpans, field: string, withDurations: boolean, range: DrillRange, askedAtMs: number, isWanted: boolean) {
  const tenant = useTenant((state) => state.tenant);
  return useQuery({
    queryKey: ['drilldown-breakdown', tenant, conditionOf(spans), field, withDurations, range, askedAtMs],
    queryFn: async ({ signal }): Promise<Breakdown> => {
      const step = roundStep(lengthOf(range), mostIntervals);
      const quantile = `${spansetOf(spans)} | quantile_over_time(duration, 0.95) by (${field})`;
      const isShort = lengthOf(range) <= range.mostSecondsPerQuery;
      const none = { series: [], partial: undefined };
      const [counts, p95, durations, before] = await Promise.all([
        fetchRange(breakdownQuery(spans, field), range, step, mostExemplars, signal),
        isShort ? fetchInstant(quantile, range, signal) : none,
        withDurations ? fetchRange(quantile, range, step, 1, signal) : undefined,
        isShort ? fetchInstant(`${spansetOf(spans)} | count_over_time() by (${field})`, rangeBefore(range), signal) : undefined,
      ]);
      const { firstEdgeMs, stepMs, columns } = intervalsOf(range.startSeconds * 1000, range.endSeconds * 1000, step * 1000);
      const times = Array.from({ length: columns }, (_, i) => firstEdgeMs + i * stepMs);
      const now = coveredSeconds(times, stepMs, Date.now()).reduce((sum, seconds) => sum + seconds, 0);
      return {
        facts: factsOf(field, { counts, p95, durations, before }, times, { now, before: lengthOf(range) }), times, stepSeconds: step,
        partial: counts.partial ?? p95.partial ?? durations?.partial,
      };
    },
    enabled: isWanted,
    placeholderData: (previous, query) => (query?.queryKey[3] === field ? previous : undefined),
    staleTime: Infinity,
    gcTime: 60_000,
    retry: false,
  });
}
