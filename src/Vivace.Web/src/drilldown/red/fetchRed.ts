import { roundStep } from '../../explore/chart/scale';
import { lengthOf, type DrillRange } from '../data/drillRange';
import { fetchInstant, fetchRange } from '../data/fetchMetrics';
import { spansetOf, type DrillSpans } from '../query/drillQuery';
import { quantiles, redDataOf, type RedData } from './redData';

/** Columns of the charts at most. */
const mostColumns = 121;

/** Dots that are asked for; more would hide the chart. */
const mostExemplars = 100;

/** The queries behind the three charts. */
export function redQueries(spans: DrillSpans) {
  const spanset = spansetOf(spans);
  const listed = quantiles.join(', ');
  return {
    histogram: `${spanset} | histogram_over_time(duration) by (status)`,
    quantiles: `${spanset} | quantile_over_time(duration, ${listed})`,
    failed: `${spansetOf(spans, 'status = error')} | quantile_over_time(duration, 0.5)`,
  };
}

/** Asks for everything that the three charts show: four questions at once. */
export async function fetchRed(spans: DrillSpans, range: DrillRange, signal: AbortSignal): Promise<RedData> {
  const stepSeconds = roundStep(lengthOf(range), mostColumns);
  const queries = redQueries(spans);
  const [histogram, overTime, overall, failed] = await Promise.all([
    fetchRange(queries.histogram, range, stepSeconds, 1, signal),
    fetchRange(queries.quantiles, range, stepSeconds, mostExemplars, signal),
    lengthOf(range) <= range.mostSecondsPerQuery ? fetchInstant(queries.quantiles, range, signal) : { series: [], partial: undefined },
    fetchRange(queries.failed, range, stepSeconds, mostExemplars, signal),
  ]);
  return redDataOf({ histogram, overTime, overall, failed }, range, stepSeconds, Date.now());
}
