import { create } from 'zustand';
import type { OpenedContent } from './openTraceFile';

/** A file that was opened on this page. It lives as long as the page does and is sent nowhere. */
export interface OpenedFile {
  readonly name: string;
  readonly content: OpenedContent;
}

interface OpenedFileStore {
  readonly file: OpenedFile | null;
  /** The trace of the file that is shown. */
  readonly traceId: string;
  open: (file: OpenedFile) => void;
  choose: (traceId: string) => void;
  close: () => void;
}

export const useOpenedFile = create<OpenedFileStore>()((set) => ({
  file: null,
  traceId: '',
  open: (file) => set({ file, traceId: file.content.traces[0]!.traceId }),
  choose: (traceId) => set({ traceId }),
  close: () => set({ file: null, traceId: '' }),
}));
