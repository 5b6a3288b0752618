import { useEffect, useState } from 'react';
import type { TraceModel } from '../trace/model/TraceModel';
import { comparedColumns } from './model/ComparedTrace';
import type { CompareAnswer, Comparison } from './model/compareWorker';

export type ComparisonState =
  | { readonly state: 'waiting' }
  | { readonly state: 'failed'; readonly error: Error }
  | { readonly state: 'done'; readonly comparison: Comparison };

/** Compares two traces in a worker of its own. */
export function useComparison(a: TraceModel | null, b: TraceModel | null): ComparisonState {
  const [answered, setAnswered] = useState<{ readonly a: TraceModel; readonly b: TraceModel; readonly answer: CompareAnswer } | null>(null);
  useEffect(() => {
    if (a === null || b === null) return undefined;
    return compare(a, b, (answer) => setAnswered({ a, b, answer }));
  }, [a, b]);
  if (answered === null || answered.a !== a || answered.b !== b) return { state: 'waiting' };
  return 'comparison' in answered.answer
    ? { state: 'done', comparison: answered.answer.comparison }
    : { state: 'failed', error: new Error(answered.answer.error) };
}

function compare(a: TraceModel, b: TraceModel, tell: (answer: CompareAnswer) => void): () => void {
  const [columnsA, columnsB] = [comparedColumns(a), comparedColumns(b)];
  let isOver = false;
  if (typeof Worker === 'undefined') {
    void Promise.all([import('./model/compareTraces'), import('./model/compareOperations')]).then(([{ compareTraces }, { compareOperations }]) => {
      if (!isOver) tell({ comparison: { tree: compareTraces(columnsA, columnsB), operations: compareOperations(columnsA, columnsB) } });
    });
    return () => {
      isOver = true;
    };
  }
  const worker = new Worker(new URL('./model/compareWorker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', ({ data }: MessageEvent<CompareAnswer>) => {
    worker.terminate();
    tell(data);
  });
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    tell({ error: 'The part of the page that compares traces could not be started. Reload the page.' });
  });
  worker.postMessage({ a: columnsA, b: columnsB });
  return () => worker.terminate();
}
