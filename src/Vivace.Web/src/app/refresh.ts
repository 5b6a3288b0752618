import { create } from 'zustand';

/** The intervals of the automatic refresh, in seconds; 0 is off. */
export const refreshIntervals = [0, 5, 10, 30, 60, 300] as const;

interface RefreshStore {
  /** Grows with every refresh, by hand or by the clock. Pages run their query again when it changes. */
  tick: number;
  intervalSeconds: number;
  refresh: () => void;
  setInterval: (seconds: number) => void;
}

export const useRefresh = create<RefreshStore>()((set) => ({
  tick: 0,
  intervalSeconds: 0,
  refresh: () => set((state) => ({ tick: state.tick + 1 })),
  setInterval: (intervalSeconds) => set({ intervalSeconds }),
}));
