import type { FileAnswer } from './fileWorker';
import type { OpenedContent } from './openTraceFile';
import { TraceFileError } from './TraceFileError';

/** Reads a trace file in a worker, which ends with it. */
export function readFileInWorker(file: Blob): Promise<OpenedContent> {
  const worker = new Worker(new URL('./fileWorker.ts', import.meta.url), { type: 'module' });
  return new Promise<OpenedContent>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<FileAnswer>) => {
      if ('error' in data) reject(new TraceFileError(data.error));
      else resolve(data.content);
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      reject(new TraceFileError('The part of the page that reads files could not be started. Reload the page.'));
    });
    worker.postMessage(file);
  }).finally(() => worker.terminate());
}
