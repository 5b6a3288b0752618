import { create } from 'zustand';
import type { Point } from './layoutGraph';

interface PinStore {
  /** By drawing, then by key of the node. */
  readonly pinned: Readonly<Record<string, Readonly<Record<string, Point>>>>;
  readonly pin: (drawing: string, key: string, place: Point) => void;
  readonly unpin: (drawing: string, key: string) => void;
  readonly unpinAll: (drawing: string) => void;
}

/** Nodes that somebody put in a place of their own; they stay there until they are let go or the page is left. */
export const usePins = create<PinStore>()((set) => ({
  pinned: {},
  pin: (drawing, key, place) => set(({ pinned }) => ({ pinned: { ...pinned, [drawing]: { ...pinned[drawing], [key]: place } } })),
  unpin: (drawing, key) =>
    set(({ pinned }) => {
      const { [key]: _, ...rest } = pinned[drawing] ?? {};
      return { pinned: { ...pinned, [drawing]: rest } };
    }),
  unpinAll: (drawing) => set(({ pinned }) => ({ pinned: { ...pinned, [drawing]: {} } })),
}));

const none: Readonly<Record<string, Point>> = {};

export function usePinned(drawing: string): Readonly<Record<string, Point>> {
  return usePins((state) => state.pinned[drawing] ?? none);
}
