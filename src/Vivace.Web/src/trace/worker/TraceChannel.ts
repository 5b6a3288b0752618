import type { AttributeProgress } from '../model/AttributeSource';
import type { CallName, WorkerCalls } from './messages';

/** A way to the session that holds the trace: in a worker, or beside the caller where there are no workers. */
export interface TraceChannel {
  call<N extends CallName>(
    name: N,
    args: Parameters<WorkerCalls[N]>,
    signal?: AbortSignal,
  ): Promise<ReturnType<WorkerCalls[N]>>;
  onProgress(listener: (progress: AttributeProgress) => void): () => void;
  close(): void;
}
