import { useQuery } from '@tanstack/react-query';
import { useAbout } from '../../api/about';
import { getJson } from '../../api/client';
import { useTenant } from '../../api/tenant';
import { asArray, asNumber, asRecord, valueText } from '../../explore/json';

/** One operation of a service: a span name with its numbers. */
export interface Operation {
  readonly name: string;
  readonly requests: number;
  readonly errors: number;
  readonly p50: number;
  readonly p95: number;
}

export interface Seconds {
  readonly start: number;
  readonly end: number;
}

/** What one metrics query may ask for when the server does not say. */
const usualMostSeconds = 86_400;

/** The part of a range that one metrics query may cover: its newest. */
export function useMetricsRange({ start, end }: Seconds): Seconds & { readonly isCut: boolean } {
  const most = useAbout()?.limits.metricsMaxRangeSeconds ?? usualMostSeconds;
  // The engine looks at whole steps, which may begin a little before the range.
  const from = Math.max(start, end - most + 60);
  return { start: from, end, isCut: from > start };
}

/** Span names behind a query with their counts, errors and latencies, most frequent first. */
export function useOperations(query: string, { start, end }: Seconds) {
  const tenant = useTenant((state) => state.tenant);
  return useQuery({
    queryKey: ['operations', tenant, query, start, end],
    queryFn: async ({ signal }) => {
      const ask = (stage: string) => getJson<unknown>('/api/metrics/query', { query: { q: `${query} | ${stage}`, start, end }, signal });
      const [counts, quantiles] = await Promise.all([ask('count_over_time() by (name, status)'), ask('quantile_over_time(duration, .5, .95) by (name)')]);
      return readOperations(counts, quantiles);
    },
  });
}

export function readOperations(counts: unknown, quantiles: unknown): Operation[] {
  const operations = new Map<string, { requests: number; errors: number; p50: number; p95: number }>();
  const of = (name: string) => {
    const known = operations.get(name) ?? { requests: 0, errors: 0, p50: Number.NaN, p95: Number.NaN };
    operations.set(name, known);
    return known;
  };
  for (const { labels, value } of seriesOf(counts)) {
    const operation = of(labels.get('name') ?? '');
    operation.requests += value;
    if (labels.get('status') === 'error') operation.errors += value;
  }
  for (const { labels, value } of seriesOf(quantiles)) {
    const operation = of(labels.get('name') ?? '');
    // Metrics count durations in seconds.
    if (Number(labels.get('p')) === 0.5) operation.p50 = value * 1e9;
    else operation.p95 = value * 1e9;
  }
  return [...operations].map(([name, numbers]) => ({ name, ...numbers })).sort((a, b) => b.requests - a.requests || (a.name < b.name ? -1 : 1));
}

function seriesOf(json: unknown): Array<{ labels: ReadonlyMap<string, string>; value: number }> {
  return asArray(asRecord(json).series)
    .map(asRecord)
    .map(({ labels, value }) => ({
      labels: new Map(asArray(labels).map(asRecord).map((label) => [String(label.key), valueText(label.value)])),
      value: asNumber(value),
    }));
}
