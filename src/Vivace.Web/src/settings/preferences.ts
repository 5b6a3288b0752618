import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import type { DurationStyle } from '../time/durations';

export type ThemeChoice = 'system' | 'light' | 'dark';
export type ClockChoice = '12' | '24';
export type DensityChoice = 'compact' | 'comfortable';
export type MotionChoice = 'system' | 'reduced';

/** Colors of spans, services and series; palettes.css has all but the first, which tokens.css has. */
export const palettes = ['default', 'okabe-ito', 'contrast', 'hue'] as const;
export type PaletteChoice = (typeof palettes)[number];

/** Services with a color of their own; more than anyone tells apart. */
export const MOST_SERVICE_COLORS = 100;

/** What one person chose on this machine; the meaning of each field is shown on the settings page. */
export interface Preferences {
  theme: ThemeChoice;
  /** `browser`, `UTC` or an IANA zone name. */
  timeZone: string;
  clock: ClockChoice;
  durations: DurationStyle;
  palette: PaletteChoice;
  /** `#rrggbb` by name, for services that are to have one of their own. */
  serviceColors: Readonly<Record<string, string>>;
  density: DensityChoice;
  motion: MotionChoice;
  /** Letter shortcuts on or off; Ctrl/⌘ combinations stay. */
  shortcuts: boolean;
  /** The start of the range that Explore opens with, relative to now, such as `now-1h`. */
  defaultFrom: string;
  /** The number of traces that a search asks for. */
  defaultLimit: number;
}

export const defaultPreferences: Preferences = {
  theme: 'system',
  timeZone: 'browser',
  clock: '24',
  durations: 'units',
  palette: 'default',
  serviceColors: {},
  density: 'compact',
  motion: 'system',
  shortcuts: true,
  defaultFrom: 'now-1h',
  defaultLimit: 20,
};

/** Whether everything is as at first. */
export function isDefault(preferences: Preferences): boolean {
  const { serviceColors: _, ...rest } = defaultPreferences;
  return Object.keys(preferences.serviceColors).length === 0 && (Object.keys(rest) as Array<keyof typeof rest>).every((key) => preferences[key] === rest[key]);
}

interface PreferencesStore extends Preferences {
  change: (changed: Partial<Preferences>) => void;
  reset: () => void;
}

export const usePreferences = create<PreferencesStore>()(
  persist(
    (set) => ({
      ...defaultPreferences,
      change: (changed) => set(changed),
      reset: () => set(defaultPreferences),
    }),
    { name: 'vivace.preferences', version: 1, storage: createJSONStorage(() => localStorage) },
  ),
);
