import { routeCodec, type StateOf } from './codec';
import { oneOf, tenantParameter } from './parameters';

const parameters = {
  /** The stretch of the small charts. */
  history: oneOf(['hour', 'day'], 'hour'),
  tenant: tenantParameter(),
};

/** `/status` */
export const statusCodec = routeCodec(parameters);
export type StatusState = StateOf<typeof parameters>;
