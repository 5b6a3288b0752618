import { create } from 'zustand';

/** `lost`: no answer at all; `unready`: something answers, but the server behind it is starting or gone. */
export type ConnectionState = 'ok' | 'lost' | 'unready';

interface ConnectionStore {
  state: ConnectionState;
  lost: () => void;
  answered: (response: Pick<Response, 'status'>) => void;
}

/**
 * Whether the server can be reached, as seen by the requests of the page. The shell shows a banner and tries again.
 * 502 comes from a proxy whose server is gone, 503 from a server that is not ready.
 */
export const useConnection = create<ConnectionStore>()((set, get) => ({
  state: 'ok',
  lost: () => {
    if (get().state !== 'lost') set({ state: 'lost' });
  },
  answered: ({ status }) => {
    const state = status === 502 || status === 503 ? 'unready' : 'ok';
    if (get().state !== state) set({ state });
  },
}));
