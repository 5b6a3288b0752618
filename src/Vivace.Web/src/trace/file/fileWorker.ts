import { openTraceFile, type OpenedContent } from './openTraceFile';

/** The thread that reads one file, so that the page never waits for it. */

export type FileAnswer = { readonly content: OpenedContent } | { readonly error: string };

const scope = self as unknown as {
  addEventListener(type: 'message', listener: (event: MessageEvent<Blob>) => void): void;
  postMessage(answer: FileAnswer): void;
};

scope.addEventListener('message', ({ data: file }) => {
  openTraceFile(file).then(
    (content) => scope.postMessage({ content }),
    (error: unknown) => scope.postMessage({ error: error instanceof Error ? error.message : String(error) }),
  );
});
