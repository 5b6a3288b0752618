import { useQuery } from '@tanstack/react-query';
import { getJson } from '../../api/client';
import { useTenant } from '../../api/tenant';
import { roundStep } from '../../explore/chart/scale';
import { readMetrics, type MetricsAnswer } from '../../explore/series/metricsAnswer';
import type { Seconds } from './useOperations';

/** Rate, errors and duration over time, one value for each step; zeros where nothing was asked. */
export interface RedSeries {
  readonly stepSeconds: number;
  /** Of the last value, in Unix milliseconds. */
  readonly endMs: number;
  readonly perSecond: readonly number[];
  readonly errorShare: readonly number[];
  readonly durationNanos: readonly number[];
}

/** Steps of the small lines at most. */
const mostSteps = 60;

export function useRedSeries(query: string, quantile: 'p50' | 'p95' | 'p99', { start, end }: Seconds) {
  const tenant = useTenant((state) => state.tenant);
  const stepSeconds = roundStep(Math.max(1, end - start), mostSteps);
  return useQuery({
    queryKey: ['red', tenant, query, quantile, start, end],
    queryFn: async ({ signal }) => {
      const ask = async (stage: string) =>
        readMetrics(await getJson<unknown>('/api/metrics/query_range', { query: { q: `${query} | ${stage}`, start, end, step: `${stepSeconds}s`, exemplars: 0 }, signal }));
      const [all, durations] = await Promise.all([ask('rate() by (status)'), ask(`quantile_over_time(duration, .${quantile.slice(1)})`)]);
      return redOf(all, durations, stepSeconds);
    },
  });
}

export function redOf(byStatus: MetricsAnswer, durations: MetricsAnswer, stepSeconds: number): RedSeries {
  const sum = (answer: MetricsAnswer, wanted: (name: string) => boolean) =>
    answer.times.map((_, step) => answer.series.filter(({ name }) => wanted(name)).reduce((total, { values }) => total + zeroOr(values[step]), 0));
  const perSecond = sum(byStatus, () => true);
  const failed = sum(byStatus, (name) => name === 'error');
  return {
    stepSeconds,
    endMs: byStatus.times.at(-1) ?? 0,
    perSecond,
    errorShare: perSecond.map((rate, step) => (rate === 0 ? 0 : failed[step]! / rate)),
    durationNanos: sum(durations, () => true).map((seconds) => seconds * 1e9),
  };
}

function zeroOr(value: number | undefined): number {
  return value === undefined || Number.isNaN(value) ? 0 : value;
}
