import type { TimePoint } from '../time/ranges';
import type { RouteCodec } from './codec';
import { compareCodec } from './compareRoute';
import { drilldownCodec } from './drilldownRoute';
import { exploreCodec } from './exploreRoute';
import { servicesCodec } from './servicesRoute';
import { settingsCodec } from './settingsRoute';
import { statusCodec } from './statusRoute';
import { traceCodec } from './traceRoute';

type AnyPage = RouteCodec<{ tenant: string }>;
type RangedPage = RouteCodec<{ tenant: string; from: TimePoint; to: TimePoint }>;

/** The pages whose address holds the time range of the header. */
const rangedCodecs = new Map<string, RangedPage>([
  ['/explore', exploreCodec as unknown as RangedPage],
  ['/drilldown', drilldownCodec as unknown as RangedPage],
  ['/services', servicesCodec as unknown as RangedPage],
]);

/** The codec of the page at a path; `null` where there is no page. */
export function codecOf(path: string): AnyPage | null {
  const ranged = rangedCodecOf(path);
  if (ranged !== null) return ranged as unknown as AnyPage;
  if (path.startsWith('/trace/')) return traceCodec as unknown as AnyPage;
  if (path === '/compare') return compareCodec as unknown as AnyPage;
  if (path === '/status') return statusCodec as unknown as AnyPage;
  if (path === '/settings') return settingsCodec as unknown as AnyPage;
  return null;
}

/** The codec of a page with a time range; `null` for every other. */
export function rangedCodecOf(path: string): RangedPage | null {
  return rangedCodecs.get(path) ?? null;
}
