import type { DrillMetric } from '../../url/drilldownRoute';
import { spansetOf, type DrillSpans } from './drillQuery';

/** The query that gives a chart of a drilldown over time, as Explore can run it; with more conditions for a part of its spans. */
export function metricQuery(metric: DrillMetric, spans: DrillSpans, ...more: string[]): string {
  const all = spansetOf(spans, ...more);
  const failed = spansetOf(spans, ...more, 'status = error');
  switch (metric) {
    case 'rate':
      return `${all} | rate()`;
    case 'errors':
      return `${failed} | rate()`;
    case 'share':
      return `(${failed} | rate()) / (${all} | rate())`;
    case 'duration':
      return `${all} | quantile_over_time(duration, 0.5, 0.95, 0.99)`;
  }
}
