import { useEffect } from 'react';
import type { OpenTrace } from './worker/openTrace';
import type { TraceStore } from './traceStore';

/** Waits between two looks for more spans, seconds: often while a trace is young, then less, then never. */
const waits = [2, 2, 3, 5, 5, 10, 10, 20, 30, 60];
/** A trace that ended longer ago than this is taken for complete, milliseconds. */
const youngFor = 5 * 60_000;

/** Puts spans that arrive while the trace is open into it; they are marked for a moment. */
export function useLiveAppend(store: TraceStore, trace: OpenTrace): void {
  useEffect(() => {
    const controller = new AbortController();
    let timer = 0;
    let turn = 0;
    const look = async () => {
      try {
        const next = document.hidden ? null : await trace.refresh(controller.signal);
        if (controller.signal.aborted) return;
        if (next !== null) {
          store.getState().actions.replaceModel(next);
          turn = 0;
        }
      } catch {
        // The server's absence is told elsewhere; the trace on screen stays as it is.
      }
      plan();
    };
    const plan = () => {
      const wait = waits[turn++];
      if (wait !== undefined && !controller.signal.aborted) timer = window.setTimeout(() => void look(), wait * 1_000);
    };
    if (isYoung(store)) plan();
    return () => {
      controller.abort();
      window.clearTimeout(timer);
    };
  }, [store, trace]);
}

function isYoung(store: TraceStore): boolean {
  const { model } = store.getState();
  const end = Number(model.startUnixNano / 1_000_000n) + model.durationNano / 1e6;
  return Date.now() - end < youngFor;
}
