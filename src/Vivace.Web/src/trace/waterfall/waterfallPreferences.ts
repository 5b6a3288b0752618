import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';

interface WaterfallPreferences {
  /** Share of the width that names have, 0 to 1. */
  readonly nameShare: number;
  readonly legendShown: boolean;
  change: (changed: Partial<Pick<WaterfallPreferences, 'nameShare' | 'legendShown'>>) => void;
}

/** How one person likes the waterfall on this machine. */
export const useWaterfallPreferences = create<WaterfallPreferences>()(
  persist(
    (set) => ({
      nameShare: 0.4,
      legendShown: false,
      change: (changed) => set(changed),
    }),
    { name: 'vivace.waterfall', version: 1, storage: createJSONStorage(() => localStorage) },
  ),
);

export function clampNameShare(share: number): number {
  return Math.min(Math.max(share, 0.15), 0.85);
}
