import { useRef, type ReactNode } from 'react';

export interface FileInput {
  /** The hidden input; it has to be on the page. */
  readonly input: ReactNode;
  /** Shows the dialog of the system. */
  readonly choose: () => void;
}

/** A file of this machine behind a button of one's own. The same file can be chosen again. */
export function useFileInput(label: string, accept: string, onFile: (file: File) => void): FileInput {
  const element = useRef<HTMLInputElement>(null);
  return {
    input: (
      <input
        ref={element}
        type="file"
        hidden
        aria-label={label}
        accept={accept}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file !== undefined) onFile(file);
        }}
      />
    ),
    choose: () => element.current?.click(),
  };
}
