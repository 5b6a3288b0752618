import { now, relative } from '../time/ranges';
import type { Parameter } from './codec';
import { routeCodec, type StateOf } from './codec';
import { integer, list, oneOf, tenantParameter, text, textLike, timePoint } from './parameters';

/** A piece of the duration heat map: Unix milliseconds and nanoseconds; an absent bound of the durations is open. */
export interface HeatBox {
  readonly fromMs: number;
  readonly toMs: number;
  readonly minNanoseconds: number | null;
  readonly maxNanoseconds: number | null;
}

const parameters = {
  from: timePoint(relative(1, 'h')),
  to: timePoint(now),
  /** Which spans everything is about. */
  signal: oneOf(['root', 'all', 'server', 'consumer', 'database', 'messaging', 'errors', 'own'], 'root'),
  /** The filter of the signal `own`. */
  own: text(),
  /** Conditions that have to hold besides the signal, each as TraceQL writes it. */
  filters: list(),
  /** The chart that is large. */
  metric: oneOf(['rate', 'errors', 'share', 'duration'], 'rate'),
  tab: oneOf(['breakdown', 'comparison', 'structure', 'exceptions', 'traces'], 'breakdown'),
  /** The field whose values the breakdown shows; empty for the one that tells most. */
  group: text(),
  /** The order of its tiles. */
  sort: oneOf(['rate', 'errors', 'p95', 'change'], 'rate'),
  box: heatBox(),
  /** What the comparison selects; `auto` is the box if there is one, otherwise errors or what is slow. */
  select: oneOf(['auto', 'box', 'errors', 'slow', 'own'], 'auto'),
  /** Share of the slowest spans, in percent. */
  slowest: integer({ min: 1, max: 50, fallback: 5 }),
  /** The filter of the selection `own`. */
  selected: text(),
  base: oneOf(['rest', 'before', 'own'], 'rest'),
  /** The filter of the baseline `own`. */
  baseline: text(),
  /** What the structure explains. */
  cause: oneOf(['errors', 'latency'], 'errors'),
  /** The trace beside the chart. */
  trace: textLike(/^[0-9a-f]{32}$/),
  tenant: tenantParameter(),
};

/** `/drilldown` */
export const drilldownCodec = routeCodec(parameters);
export type DrilldownState = StateOf<typeof parameters>;
export type Signal = DrilldownState['signal'];
export type DrillMetric = DrilldownState['metric'];
export type DrillTab = DrilldownState['tab'];

export function drilldownUrl(state: Partial<DrilldownState>): string {
  return `/drilldown${drilldownCodec.format({ ...drilldownCodec.defaults, ...state })}`;
}

/** `1795355073000-1795355373000`, with `~1000000-` behind it for durations from a millisecond on. */
function heatBox(): Parameter<HeatBox | null> {
  return {
    fallback: null,
    parse(written) {
      if (written === '') return null;
      const match = /^(\d{1,15})-(\d{1,15})(?:~(\d{0,15})-(\d{0,15}))?$/.exec(written);
      if (match === null) return undefined;
      const [fromMs, toMs] = [Number(match[1]), Number(match[2])];
      const bound = (digits: string | undefined) => (digits === undefined || digits === '' ? null : Number(digits));
      const [minNanoseconds, maxNanoseconds] = [bound(match[3]), bound(match[4])];
      if (fromMs >= toMs || (minNanoseconds !== null && maxNanoseconds !== null && minNanoseconds > maxNanoseconds)) return undefined;
      return { fromMs, toMs, minNanoseconds, maxNanoseconds };
    },
    format(box) {
      if (box === null) return null;
      const durations = box.minNanoseconds === null && box.maxNanoseconds === null ? '' : `~${box.minNanoseconds ?? ''}-${box.maxNanoseconds ?? ''}`;
      return `${box.fromMs}-${box.toMs}${durations}`;
    },
  };
}
