import { pinRange } from '../time/ranges';
import { exploreCodec } from '../url/exploreRoute';

/** The address with fixed times in place of relative ones; `null` when there is nothing to fix. */
export function pinnedLink(href: string, nowMilliseconds: number): string | null {
  const url = new URL(href);
  if (url.pathname !== '/explore') return null;
  const { state } = exploreCodec.parse(url.search);
  if (state.from.kind === 'absolute' && state.to.kind === 'absolute') return null;
  return url.origin + url.pathname + exploreCodec.format({ ...state, ...pinRange(state, nowMilliseconds) });
}
