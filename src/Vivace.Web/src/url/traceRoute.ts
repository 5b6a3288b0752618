import { routeCodec, type StateOf } from './codec';
import { flag, list, oneOf, stretch, tenantParameter, text, textLike } from './parameters';

const parameters = {
  /** The selected span, 16 hex digits. */
  span: textLike(/^[0-9a-f]{16}$/),
  view: oneOf(['waterfall', 'flame', 'table', 'stats', 'graph', 'logs'], 'waterfall'),
  /** The visible stretch, in nanoseconds after the start of the trace. */
  z: stretch(),
  find: text(),
  /** TraceQL filter. */
  tf: text(),
  /** What the filter does to rows that do not match. */
  only: oneOf(['context', 'dim', 'matches'], 'context'),
  /** Services that are hidden. */
  svc: list(),
  /** `service`, `status`, `kind` or an attribute such as `span.http.route`. */
  color: text('service'),
  /** Critical path shown. */
  cp: flag(),
  /** Only spans on the critical path. */
  cpo: flag(),
  /** Attributes with a column of their own in the waterfall. */
  cols: list(),
  /** Only spans with errors and their ancestors. */
  err: flag(),
  tenant: tenantParameter(),
};

/** `/trace/{traceId}`; `uiFind` is what links made for other pages say. */
export const traceCodec = routeCodec(parameters, { uiFind: 'find' });
export type TraceState = StateOf<typeof parameters>;

export function traceUrl(traceId: string, state: Partial<TraceState> = {}): string {
  return `/trace/${encodeURIComponent(traceId)}${traceCodec.format({ ...traceCodec.defaults, ...state })}`;
}
