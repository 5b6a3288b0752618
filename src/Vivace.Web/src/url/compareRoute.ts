import { routeCodec, type StateOf } from './codec';
import { flag, oneOf, tenantParameter, textLike } from './parameters';

/** A trace id, or `file` for a trace out of a file of this machine. */
const side = () => textLike(/^([0-9a-f]{1,32}|file)$/);

const parameters = {
  a: side(),
  b: side(),
  by: oneOf(['structure', 'operation'], 'structure'),
  /** Rows that are alike in both traces are left out. */
  hide: flag(),
  tenant: tenantParameter(),
};

/** `/compare` */
export const compareCodec = routeCodec(parameters);
export type CompareState = StateOf<typeof parameters>;

export function compareUrl(state: Partial<CompareState>): string {
  return `/compare${compareCodec.format({ ...compareCodec.defaults, ...state })}`;
}
