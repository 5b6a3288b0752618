import { now, relative } from '../time/ranges';
import { routeCodec, type StateOf } from './codec';
import { integer, list, oneOf, tenantParameter, text, timePoint } from './parameters';

export const sortKeys = ['start', 'duration', 'spans', 'errors'] as const;
export type SortKey = (typeof sortKeys)[number];
/** The orders in which a server gives traces; descending unless they end in `.asc`. */
export const sorts = ['start', 'duration', 'spans', 'errors', 'start.asc', 'duration.asc', 'spans.asc', 'errors.asc'] as const;

const parameters = {
  q: text(),
  mode: oneOf(['builder', 'traceql'], 'builder'),
  from: timePoint(relative(1, 'h')),
  to: timePoint(now),
  /** How many traces to ask for; 0 stands for the person's own default. */
  limit: integer({ min: 0, max: 262_144, fallback: 0 }),
  /** Matched spans of each spanset. */
  spss: integer({ min: 1, max: 100, fallback: 3 }),
  view: oneOf(['traces', 'spans', 'series'], 'traces'),
  /** The server-side sort; descending unless it ends in `.asc`. */
  sort: oneOf(sorts, 'start'),
  /** Columns in their order, attributes such as `span.http.route` among them; none for the usual ones. */
  cols: list(),
  /** An order of the loaded rows only, such as `duration.desc`; empty for the server's. */
  loaded: text(),
  /** What the chart above the table shows. */
  chart: oneOf(['heat', 'dots', 'none'], 'heat'),
  /** The distance of two points of a metrics query; empty for what fits the range. */
  step: oneOf(['', '1s', '5s', '10s', '15s', '30s', '1m', '2m', '5m', '10m', '15m', '30m', '1h', '2h', '6h', '12h', '1d'], ''),
  /** Trace ids that are ticked. */
  sel: list(),
  tenant: tenantParameter(),
};

/** `/explore` */
export const exploreCodec = routeCodec(parameters);
export type ExploreState = StateOf<typeof parameters>;

export function exploreUrl(state: Partial<ExploreState>): string {
  return `/explore${exploreCodec.format({ ...exploreCodec.defaults, ...state })}`;
}
