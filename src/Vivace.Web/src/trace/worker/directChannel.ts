import type { AttributeProgress } from '../model/AttributeSource';
import type { TraceChannel } from './TraceChannel';
import { TraceSession } from './TraceSession';

/** The session on the caller's own thread: for tests. */
export function directChannel(): TraceChannel {
  const listeners = new Set<(progress: AttributeProgress) => void>();
  const session = new TraceSession((progress) => {
    for (const listener of listeners) listener(progress);
  });
  return {
    call(name, args, signal = new AbortController().signal) {
      const call = session[name] as (...args: unknown[]) => Promise<never>;
      return call.apply(session, [...args, signal]);
    },
    onProgress(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => listeners.clear(),
  };
}
