import { useMemo, useState } from 'react';
import { useAbout } from '../../api/about';
import { useRefresh } from '../../app/refresh';
import { formatTimePoint, parseTimePoint, resolveRange, toUnixSeconds, type TimeRange } from '../../time/ranges';
import type { DrillRange } from './drillRange';

/** What every Tempo allows by default when a server does not say: three hours. */
const usualMostSeconds = 3 * 3600;

/** The range of the address at the moment it was opened, changed or refreshed last: all charts of the page show the same. */
export function useDrillRange({ from, to }: TimeRange): { readonly range: DrillRange; readonly askedAtMs: number } {
  const about = useAbout();
  const tick = useRefresh((state) => state.tick);
  const key = `${formatTimePoint(from)} ${formatTimePoint(to)} ${tick}`;
  const [asked, setAsked] = useState(() => askedNow(key));
  // Set while rendering, so that nothing is asked for the range before.
  if (asked.key !== key) setAsked(askedNow(key));
  const mostSecondsPerQuery = about?.limits.metricsMaxRangeSeconds ?? usualMostSeconds;
  return useMemo(() => {
    const [first, last] = asked.key.split(' ') as [string, string];
    const { start, end } = toUnixSeconds(resolveRange({ from: parseTimePoint(first)!, to: parseTimePoint(last)! }, asked.atMs));
    return { range: { startSeconds: start, endSeconds: Math.max(end, start + 1), mostSecondsPerQuery }, askedAtMs: asked.atMs };
  }, [asked, mostSecondsPerQuery]);
}

function askedNow(key: string) {
  return { key, atMs: Date.now() };
}
