import { useEffect, useId, useMemo } from 'react';
import { create } from 'zustand';

interface TimeCursorStore {
  /** Where somebody points, in Unix milliseconds, and at which chart; undefined when nobody does. */
  readonly at: { readonly ms: number; readonly source: string } | undefined;
}

/** The time that is pointed at on one chart, for all others of the page. Only the lines at it listen: charts are not drawn again. */
export const useTimeCursor = create<TimeCursorStore>()(() => ({ at: undefined }));

/** What a chart does to point at a time. */
export interface TimePointer {
  /** Tells this chart from the others. */
  readonly source: string;
  readonly point: (ms: number) => void;
  /** Takes back its own cursor only. */
  readonly leave: () => void;
}

/** A chart as the source of the cursor; it takes the cursor along when it goes. */
export function useTimePointer(): TimePointer {
  const source = useId();
  const pointer = useMemo<TimePointer>(() => ({
    source,
    point: (ms) => useTimeCursor.setState({ at: { ms, source } }),
    leave: () => useTimeCursor.setState(({ at }) => (at?.source === source ? { at: undefined } : { at })),
  }), [source]);
  useEffect(() => pointer.leave, [pointer]);
  return pointer;
}
