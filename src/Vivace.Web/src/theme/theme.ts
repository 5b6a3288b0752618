import { useSyncExternalStore } from 'react';
import { setDurationStyle } from '../time/durations';
import { usePreferences, type ThemeChoice } from '../settings/preferences';
import { writeChosenColors } from './chosenColors';

export type ResolvedTheme = 'light' | 'dark';

const darkQuery = () => window.matchMedia('(prefers-color-scheme: dark)');

export function resolveTheme(choice: ThemeChoice): ResolvedTheme {
  if (choice !== 'system') return choice;
  return darkQuery().matches ? 'dark' : 'light';
}

/** Writes theme, colors, density and motion to the root element, keeps them there, and has durations written as chosen; call once at start. */
export function startTheme(): () => void {
  const apply = () => {
    const { theme, palette, density, motion, durations } = usePreferences.getState();
    setDurationStyle(durations);
    const root = document.documentElement;
    const resolved = resolveTheme(theme);
    writeChosenColors(root, resolved);
    root.dataset.theme = resolved;
    root.dataset.palette = palette;
    root.dataset.density = density;
    root.dataset.motion = motion;
  };
  apply();
  const stopPreferences = usePreferences.subscribe(apply);
  const query = darkQuery();
  query.addEventListener('change', apply);
  return () => {
    stopPreferences();
    query.removeEventListener('change', apply);
  };
}

function subscribe(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}

/** The theme in effect. Components that draw on a canvas use it to redraw when it changes. */
export function useResolvedTheme(): ResolvedTheme {
  return useSyncExternalStore(subscribe, () => (document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light'));
}
