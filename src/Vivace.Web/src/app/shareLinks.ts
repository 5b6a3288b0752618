import { pinRange } from '../time/ranges';
import { rangedCodecOf } from '../url/routes';

/** The address with fixed times in place of relative ones; `null` when there is nothing to fix. */
export function pinnedLink(href: string, nowMilliseconds: number): string | null {
  const url = new URL(href);
  const codec = rangedCodecOf(url.pathname);
  if (codec === null) return null;
  const { state } = codec.parse(url.search);
  if (state.from.kind === 'absolute' && state.to.kind === 'absolute') return null;
  return url.origin + url.pathname + codec.format({ ...state, ...pinRange(state, nowMilliseconds) });
}
