import { routeCodec, type StateOf } from './codec';
import { flag, oneOf, tenantParameter, text } from './parameters';

const parameters = {
  tab: oneOf(['overview', 'storage', 'tenants', 'queries', 'settings'], 'overview'),
  /** The stretch of the small charts. */
  history: oneOf(['hour', 'day'], 'hour'),
  /** Part of a name, for the settings of the server. */
  find: text(),
  /** Only settings that are not at their default. */
  changed: flag(),
  tenant: tenantParameter(),
};

/** `/status` */
export const statusCodec = routeCodec(parameters);
export type StatusState = StateOf<typeof parameters>;

export function statusUrl(state: Partial<StatusState>): string {
  return `/status${statusCodec.format({ ...statusCodec.defaults, ...state })}`;
}
