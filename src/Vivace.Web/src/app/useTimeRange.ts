import { useCallback, useMemo } from 'react';
import { useLocation } from 'wouter';
import { navigate } from 'wouter/use-browser-location';
import type { TimeRange } from '../time/ranges';
import { rangedCodecOf } from '../url/routes';
import { useRawSearch } from '../url/useRawSearch';

/** The range in the URL of the current page and a way to change it; `null` on pages without one. */
export function useTimeRange(): { range: TimeRange; change: (range: TimeRange, how?: 'push' | 'replace') => void } | null {
  const [path] = useLocation();
  const search = useRawSearch();
  const codec = rangedCodecOf(path);
  const range = useMemo<TimeRange | null>(() => {
    if (codec === null) return null;
    const { from, to } = codec.parse(search).state;
    return { from, to };
  }, [codec, search]);
  const change = useCallback(
    ({ from, to }: TimeRange, how: 'push' | 'replace' = 'push') => {
      const current = codec?.parse(window.location.search).state;
      if (current !== undefined) navigate(path + codec!.format({ ...current, from, to }), { replace: how === 'replace' });
    },
    [path, codec],
  );
  return range === null ? null : { range, change };
}
