import type { TraceServices } from '../trace/model/TraceServices';
import { directChannel } from '../trace/worker/directChannel';
import { openTrace, type OpenTrace } from '../trace/worker/openTrace';
import { documentOf, type TestSpan } from './traceBuilder';

/**
 * An open trace without a worker. Its filter knows `{ name = "…" }` and refuses everything else, as a server would
 * refuse what it does not understand.
 */
export async function directTrace(spans: readonly TestSpan[]): Promise<OpenTrace> {
  const text = JSON.stringify(documentOf(spans));
  const trace = await openTrace(directChannel(), { type: 'document', text }, new AbortController().signal);
  const services: TraceServices = {
    ...trace.services,
    canMatch: true,
    match(query) {
      const name = /^\{ name = "(.*)" \}$/.exec(query)?.[1];
      if (name === undefined) return Promise.reject(new Error(`unknown filter ${query}`));
      return Promise.resolve(Uint8Array.from(spans.keys(), (row) => (trace.model.spanName(row) === name ? 1 : 0)));
    },
  };
  return { ...trace, services };
}
