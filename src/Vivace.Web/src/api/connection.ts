import { create } from 'zustand';

interface ConnectionStore {
  /** True after a request that got no answer, until one gets any. */
  offline: boolean;
  lost: () => void;
  answered: (response: Response) => void;
}

/** Whether the server can be reached, as seen by the requests of the page. The shell shows a banner and tries again. */
export const useConnection = create<ConnectionStore>()((set, get) => ({
  offline: false,
  lost: () => {
    if (!get().offline) set({ offline: true });
  },
  answered: () => {
    if (get().offline) set({ offline: false });
  },
}));
