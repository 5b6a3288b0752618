import type { About } from '../../api/about';
import { getJson } from '../../api/client';
import { fetchTagNames } from '../builder/tagApi';
import { readInstant } from '../chart/series';
import { asArray, asRecord } from '../json';
import type { AttributeScope } from '../query/attributes';
import { metricsOver } from '../query/pipeline';
import { effectiveQuery } from '../run/queryForRun';
import type { SearchRequest } from '../run/searchState';
import type { Probes, WiderRange } from './suggestions';

/** What every Tempo allows for one metrics query by default, in seconds. */
const usualMostSeconds = 3 * 3600;

/** Ranges that are tried when nothing was found, in seconds. */
const widerRanges: readonly (readonly [seconds: number, label: string, from: string])[] = [
  [6 * 3600, 'the last 6 hours', 'now-6h'],
  [86_400, 'the last 24 hours', 'now-24h'],
  [7 * 86_400, 'the last 7 days', 'now-7d'],
];

/** Probes of the server that a search was made at, over the range of that search. */
export function serverProbes(request: SearchRequest, about: About, signal: AbortSignal): Probes {
  const { startSeconds: start, endSeconds: end } = request;
  const mostMetricsSeconds = about.limits.metricsMaxRangeSeconds ?? usualMostSeconds;
  const hasTrace = async (query: string, from: number, to: number) => {
    const answer = await getJson<unknown>('/api/search', { query: { q: query, start: from, end: to, limit: 1, spss: 1 }, signal });
    return asArray(asRecord(answer).traces).length > 0;
  };
  return {
    countSpans: async (query) => {
      // A metrics query counts over its own longest range, at the end of the search's.
      const from = Math.max(start, end - mostMetricsSeconds);
      const answer = await getJson<unknown>('/api/metrics/query', { query: { q: metricsOver(query, 'count_over_time()'), start: from, end }, signal });
      return readInstant(answer).reduce((sum, { value }) => sum + value, 0);
    },
    attributeNames: async () => {
      const names = new Map<AttributeScope, string[]>();
      for (const { scope, name } of (await fetchTagNames('{}', { start, end }, signal)).items) {
        if (scope !== 'intrinsic') names.set(scope, [...(names.get(scope) ?? []), name]);
      }
      return names;
    },
    widerRange: async (): Promise<WiderRange | undefined> => {
      const query = effectiveQuery(request.query);
      const most = about.limits.searchMaxRangeSeconds ?? 168 * 3600;
      for (const [seconds, label, from] of widerRanges) {
        const now = Math.ceil(Date.now() / 1000);
        if (seconds > most || (now - seconds >= start && now <= end)) continue;
        if (await hasTrace(query, now - seconds, now)) return { label, from, to: 'now' };
      }
      return undefined;
    },
  };
}
