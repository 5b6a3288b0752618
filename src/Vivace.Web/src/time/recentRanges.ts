import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import { formatTimePoint, parseTimePoint, type TimeRange } from './ranges';

const KEPT = 5;

interface RecentRangesStore {
  /** Written as `from,to`, newest first. */
  written: string[];
  remember: (range: TimeRange) => void;
}

/** The last five ranges that were chosen in the time picker, kept on this machine. */
export const useRecentRanges = create<RecentRangesStore>()(
  persist(
    (set) => ({
      written: [],
      remember: (range) =>
        set(({ written }) => {
          const text = `${formatTimePoint(range.from)},${formatTimePoint(range.to)}`;
          return { written: [text, ...written.filter((one) => one !== text)].slice(0, KEPT) };
        }),
    }),
    { name: 'vivace.recentRanges', storage: createJSONStorage(() => localStorage) },
  ),
);

/** Reads a remembered range; `null` when the storage was damaged. */
export function readRange(written: string): TimeRange | null {
  const [fromText = '', toText = ''] = written.split(',');
  const from = parseTimePoint(fromText);
  const to = parseTimePoint(toText);
  return from === null || to === null ? null : { from, to };
}
