import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import type { GroupKey } from './GroupKey';

interface StatisticsPreferences {
  readonly by: GroupKey;
  /** Second key; empty for none. */
  readonly thenBy: GroupKey;
  change: (changed: Partial<{ by: GroupKey; thenBy: GroupKey }>) => void;
}

/** What one person last grouped by. */
export const useStatisticsPreferences = create<StatisticsPreferences>()(
  persist(
    (set) => ({
      by: 'service',
      thenBy: 'name',
      change: (changed) => set(changed),
    }),
    { name: 'vivace.statistics', version: 1, storage: createJSONStorage(() => localStorage) },
  ),
);
