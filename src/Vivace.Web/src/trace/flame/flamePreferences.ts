import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import type { FlameWidth } from './layoutFlame';

interface FlamePreferences {
  readonly width: FlameWidth;
  readonly merged: boolean;
  change: (changed: Partial<{ width: FlameWidth; merged: boolean }>) => void;
}

/** How one person likes the flame graph on this machine. */
export const useFlamePreferences = create<FlamePreferences>()(
  persist(
    (set) => ({
      width: 'duration',
      merged: false,
      change: (changed) => set(changed),
    }),
    { name: 'vivace.flame', version: 1, storage: createJSONStorage(() => localStorage) },
  ),
);
