import type { GraphLayout, LayoutInput } from './layoutGraph';
import type { LayoutAnswer, LayoutRequest } from './layoutWorker';

interface Waiting {
  readonly done: (layout: GraphLayout) => void;
  readonly failed: (message: string) => void;
}

const waiting = new Map<number, Waiting>();
let worker: Worker | null = null;
let lastId = 0;

const notStarted = 'The part of the page that arranges the graph could not be started. Reload the page; the table has the same numbers.';

/** Places nodes in the one thread that all graphs of the page share. Answers what takes the question back. */
export function placeNodes(input: LayoutInput, done: Waiting['done'], failed: Waiting['failed']): () => void {
  const id = ++lastId;
  waiting.set(id, { done, failed });
  if (typeof Worker === 'undefined') {
    void import('./layoutGraph').then(({ layoutGraph }) => take(id)?.done(layoutGraph(input)));
  } else {
    worker ??= start();
    worker.postMessage({ id, input } satisfies LayoutRequest);
  }
  return () => void waiting.delete(id);
}

function start(): Worker {
  const started = new Worker(new URL('./layoutWorker.ts', import.meta.url), { type: 'module' });
  started.addEventListener('message', ({ data }: MessageEvent<LayoutAnswer>) => {
    const asked = take(data.id);
    if ('layout' in data) asked?.done(data.layout);
    else asked?.failed(`The graph could not be arranged: ${data.error}`);
  });
  started.addEventListener('error', (event) => {
    event.preventDefault();
    // The next question starts it anew.
    worker = null;
    started.terminate();
    for (const id of waiting.keys()) take(id)?.failed(notStarted);
  });
  return started;
}

function take(id: number): Waiting | undefined {
  const asked = waiting.get(id);
  waiting.delete(id);
  return asked;
}
