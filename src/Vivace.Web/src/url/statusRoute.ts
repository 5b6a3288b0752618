import { routeCodec, type StateOf } from './codec';
import { oneOf, textLike } from './parameters';

const parameters = {
  /** The stretch of the small charts. */
  history: oneOf(['hour', 'day'], 'hour'),
  tenant: textLike(/^[A-Za-z0-9!\-_.*'()|]{1,1000}$/),
};

/** `/status` */
export const statusCodec = routeCodec(parameters);
export type StatusState = StateOf<typeof parameters>;
