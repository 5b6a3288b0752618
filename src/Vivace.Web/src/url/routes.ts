import type { RouteCodec } from './codec';
import { exploreCodec } from './exploreRoute';
import { settingsCodec } from './settingsRoute';
import { statusCodec } from './statusRoute';
import { traceCodec } from './traceRoute';

/** The codec of the page at a path; `null` where there is no page. */
export function codecOf(path: string): RouteCodec<{ tenant: string }> | null {
  if (path === '/explore') return exploreCodec as unknown as RouteCodec<{ tenant: string }>;
  if (path.startsWith('/trace/')) return traceCodec as unknown as RouteCodec<{ tenant: string }>;
  if (path === '/status') return statusCodec as unknown as RouteCodec<{ tenant: string }>;
  if (path === '/settings') return settingsCodec as unknown as RouteCodec<{ tenant: string }>;
  return null;
}
