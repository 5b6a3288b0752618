import { create } from 'zustand';
import { loadHistory, remember, saveHistory, type HistoryEntry } from './queryHistory';

interface HistoryStore {
  readonly entries: readonly HistoryEntry[];
  readonly add: (entry: HistoryEntry) => void;
  readonly clear: () => void;
  /** Reads again what the browser keeps; other tabs write there, too. */
  readonly reload: () => void;
}

/** The queries that were run in this browser, newest first. */
export const useHistory = create<HistoryStore>()((set) => ({
  entries: loadHistory(localStorage),
  add: (entry) => {
    const entries = remember(loadHistory(localStorage), entry);
    saveHistory(localStorage, entries);
    set({ entries });
  },
  clear: () => {
    saveHistory(localStorage, []);
    set({ entries: [] });
  },
  reload: () => set({ entries: loadHistory(localStorage) }),
}));
