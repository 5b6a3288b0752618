import { useCallback, useMemo } from 'react';
import { navigate } from 'wouter/use-browser-location';
import { useLocation } from 'wouter';
import type { ParsedRoute, RouteCodec } from './codec';
import { useRawSearch } from './useRawSearch';

export type ChangeRoute<T> = (changed: Partial<T>, how: 'push' | 'replace') => void;

/**
 * The typed state of the current route and a way to change it. Typing and dragging say `replace`,
 * navigation and Run say `push`. Changes made one after another within one event all arrive:
 * each starts from what the address bar says at that moment.
 */
export function useRouteState<T>(codec: RouteCodec<T>): ParsedRoute<T> & { change: ChangeRoute<T> } {
  const search = useRawSearch();
  const [path] = useLocation();
  const parsed = useMemo(() => codec.parse(search), [codec, search]);
  const change = useCallback<ChangeRoute<T>>(
    (changed, how) => {
      const current = codec.parse(window.location.search).state;
      navigate(path + codec.format({ ...current, ...changed }), { replace: how === 'replace' });
    },
    [codec, path],
  );
  return { ...parsed, change };
}
