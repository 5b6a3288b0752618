import type { AttributeProgress } from '../model/AttributeSource';
import { errorOf } from './failures';
import type { WorkerAnswer, WorkerRequest } from './messages';
import type { TraceChannel } from './TraceChannel';

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

/** Starts a worker for one trace. `close` ends it, and with it everything that it holds. */
export function workerChannel(): TraceChannel {
  const worker = new Worker(new URL('./traceWorker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, Waiting>();
  const listeners = new Set<(progress: AttributeProgress) => void>();
  let lastId = 0;
  const post = (request: WorkerRequest) => worker.postMessage(request);

  worker.addEventListener('message', ({ data: answer }: MessageEvent<WorkerAnswer>) => {
    if (answer.type === 'progress') {
      for (const listener of listeners) listener(answer.progress);
      return;
    }
    const call = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.type === 'result') call?.resolve(answer.value as never);
    else call?.reject(errorOf(answer.failure));
  });
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    const error = new Error('The part of the page that reads traces could not be started. Reload the page.');
    for (const call of waiting.values()) call.reject(error);
    waiting.clear();
  });

  return {
    call: (name, args, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(signal.reason as Error);
          return;
        }
        const id = ++lastId;
        waiting.set(id, { resolve, reject });
        signal?.addEventListener('abort', () => {
          if (!waiting.delete(id)) return;
          post({ type: 'abort', id });
          reject(signal.reason as Error);
        });
        post({ type: 'call', id, name, args });
      }),
    onProgress(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      worker.terminate();
      waiting.clear();
    },
  };
}
