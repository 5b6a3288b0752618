import { create } from 'zustand';
import type { OpenedTrace } from '../trace/file/openTraceFile';

export type Side = 'a' | 'b';

/** A trace out of a file; it is on this page only, so a reload asks for the file again. */
export interface ComparedFile {
  readonly fileName: string;
  readonly trace: OpenedTrace;
}

interface ComparedFileStore {
  readonly a: ComparedFile | null;
  readonly b: ComparedFile | null;
  readonly put: (side: Side, file: ComparedFile) => void;
  readonly swap: () => void;
}

export const useComparedFiles = create<ComparedFileStore>()((set) => ({
  a: null,
  b: null,
  put: (side, file) => set({ [side]: file }),
  swap: () => set(({ a, b }) => ({ a: b, b: a })),
}));
