import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';

const KEPT = 20;

export interface RecentTrace {
  traceId: string;
  /** Root service and name, as the lists show them. */
  title: string;
}

interface RecentsStore {
  traces: RecentTrace[];
  queries: string[];
}

/** What this person looked at last, kept on this machine; the palette offers it. */
export const useRecents = create<RecentsStore>()(
  persist((): RecentsStore => ({ traces: [], queries: [] }), {
    name: 'vivace.recents',
    storage: createJSONStorage(() => localStorage),
  }),
);

/** Called by the trace page when a trace is on the screen. */
export function rememberTrace(trace: RecentTrace): void {
  useRecents.setState(({ traces }) => ({ traces: [trace, ...traces.filter((one) => one.traceId !== trace.traceId)].slice(0, KEPT) }));
}

/** Called by Explore when a query runs. */
export function rememberQuery(query: string): void {
  const text = query.trim();
  if (text === '' || text === '{}' || text === '{ }') return;
  useRecents.setState(({ queries }) => ({ queries: [text, ...queries.filter((one) => one !== text)].slice(0, KEPT) }));
}
