import { routeCodec } from './codec';
import { tenantParameter } from './parameters';

/** `/settings` */
export const settingsCodec = routeCodec({ tenant: tenantParameter() });
