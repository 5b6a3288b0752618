import type { TraceData } from '../model/TraceData';
import { failureOf } from './failures';
import type { CallName, WorkerAnswer, WorkerRequest } from './messages';
import { TraceSession } from './TraceSession';
import { copyForTransfer } from './transferables';

/** The thread that reads, searches and loads a trace, so that the page never waits for it. */

const scope = self as unknown as {
  addEventListener(type: 'message', listener: (event: MessageEvent<WorkerRequest>) => void): void;
  postMessage(answer: WorkerAnswer, options: { readonly transfer: ArrayBuffer[] }): void;
};
const post = (answer: WorkerAnswer, transfer: ArrayBuffer[] = []) => scope.postMessage(answer, { transfer });
const session = new TraceSession((progress) => post({ type: 'progress', progress }));
const running = new Map<number, AbortController>();

scope.addEventListener('message', ({ data: request }) => {
  if (request.type === 'abort') {
    running.get(request.id)?.abort();
    return;
  }
  const controller = new AbortController();
  running.set(request.id, controller);
  const call = session[request.name] as (...args: unknown[]) => Promise<unknown>;
  call
    .apply(session, [...request.args, controller.signal])
    .then((value) => answer(request.id, request.name, value))
    .catch((error: unknown) => post({ type: 'failure', id: request.id, failure: failureOf(error) }))
    .finally(() => running.delete(request.id));
});

function answer(id: number, name: CallName, value: unknown): void {
  if ((name === 'open' || name === 'refresh' || name === 'children') && value !== null) {
    const { copy, buffers } = copyForTransfer(value as TraceData);
    post({ type: 'result', id, value: copy }, buffers);
    return;
  }
  post({ type: 'result', id, value }, value instanceof Uint8Array ? [value.buffer as ArrayBuffer] : []);
}
