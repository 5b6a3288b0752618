import { now, relative } from '../time/ranges';
import { routeCodec, type StateOf } from './codec';
import { sorts } from './exploreRoute';
import { integer, oneOf, tenantParameter, text, timePoint } from './parameters';

const parameters = {
  /** Any spanset filter; a call counts when it matches either of its spans. Empty for all. */
  q: text(),
  /** With a number, `q` finds that many traces, and all their calls count; 0 for every call that matches. */
  traces: integer({ min: 0, max: 262_144, fallback: 0 }),
  /** Which of the traces come first. */
  first: oneOf(sorts, 'start'),
  from: timePoint(relative(1, 'h')),
  to: timePoint(now),
  view: oneOf(['graph', 'table', 'missing'], 'graph'),
  /** Key of the service that the graph is drawn around; empty for the busiest. */
  focus: text(),
  hops: integer({ min: 1, max: 3, fallback: 1 }),
  /** How many of the busiest are drawn when nothing is in focus. */
  n: integer({ min: 10, max: 500, fallback: 60 }),
  /** The latency that is shown. */
  metric: oneOf(['p50', 'p95', 'p99'], 'p95'),
  /** What boxes are drawn around. */
  ns: oneOf(['none', 'namespace', 'type'], 'none'),
  /** Attribute of resources whose values boxes are drawn around instead, as TraceQL writes it. */
  group: text(),
  layout: oneOf(['right', 'down'], 'right'),
  /** Edges with a smaller share of the busiest edge's requests are hidden, in thousandths. */
  rare: integer({ min: 0, max: 100, fallback: 0 }),
  /** Key of the service whose panel is open. */
  sel: text(),
  /** Part of a name, for the table. */
  find: text(),
  /** Column of the table's order; descending unless it ends in `.asc`. */
  sort: text('requests'),
  tenant: tenantParameter(),
};

/** `/services` */
export const servicesCodec = routeCodec(parameters);
export type ServicesState = StateOf<typeof parameters>;

export function servicesUrl(state: Partial<ServicesState> = {}): string {
  return `/services${servicesCodec.format({ ...servicesCodec.defaults, ...state })}`;
}
