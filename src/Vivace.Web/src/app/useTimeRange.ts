import { useCallback, useMemo } from 'react';
import { useLocation } from 'wouter';
import { navigate } from 'wouter/use-browser-location';
import type { TimeRange } from '../time/ranges';
import { exploreCodec } from '../url/exploreRoute';
import { useRawSearch } from '../url/useRawSearch';

/** The range in the URL of the current page and a way to change it; `null` on pages without one. */
export function useTimeRange(): { range: TimeRange; change: (range: TimeRange, how?: 'push' | 'replace') => void } | null {
  const [path] = useLocation();
  const search = useRawSearch();
  const ranged = path === '/explore';
  const range = useMemo<TimeRange>(() => {
    const { from, to } = exploreCodec.parse(search).state;
    return { from, to };
  }, [search]);
  const change = useCallback(
    ({ from, to }: TimeRange, how: 'push' | 'replace' = 'push') => {
      const current = exploreCodec.parse(window.location.search).state;
      navigate(path + exploreCodec.format({ ...current, from, to }), { replace: how === 'replace' });
    },
    [path],
  );
  return ranged ? { range, change } : null;
}
