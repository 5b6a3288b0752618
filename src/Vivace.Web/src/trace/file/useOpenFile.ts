import { useState } from 'react';
import { useLocation } from 'wouter';
import { useOpenedFile } from './openedFile';
import { readFileInWorker } from './fileReader';

/** Where a file is shown once it is open. */
export const filePath = '/trace/file';

export interface OpenFile {
  /** Reads a file and goes to its trace. */
  open: (file: File) => void;
  readonly isReading: boolean;
  /** Why the last file could not be opened. */
  readonly error: string | null;
  clearError: () => void;
}

/** Opens trace files of this machine. Nothing is sent to the server. */
export function useOpenFile(): OpenFile {
  const [state, setState] = useState<{ readonly isReading: boolean; readonly error: string | null }>({
    isReading: false,
    error: null,
  });
  const [, navigate] = useLocation();
  const open = (file: File) => {
    setState({ isReading: true, error: null });
    readFileInWorker(file).then(
      (content) => {
        setState({ isReading: false, error: null });
        useOpenedFile.getState().open({ name: file.name, content });
        navigate(filePath);
      },
      (error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        setState({ isReading: false, error: `${file.name}: ${reason}` });
      },
    );
  };
  return { open, ...state, clearError: () => setState({ isReading: false, error: null }) };
}
