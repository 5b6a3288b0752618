import { useCallback, useSyncExternalStore } from 'react';

/** Whether a media query holds at the moment. */
export function useMediaQuery(query: string): boolean {
  const subscribe = useCallback(
    (onChange: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', onChange);
      return () => list.removeEventListener('change', onChange);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}

/** The width below which the header folds into two rows and a menu. */
export const NARROW = '(max-width: 760px)';
