import { createContext, useContext } from 'react';
import type { OtlpTracesData } from './OtlpJson';

/** Where the trace on the page comes from, and so where its download comes from. */
export type TraceSource =
  { readonly type: 'server' } | { readonly type: 'file'; readonly fileName: string; readonly data: OtlpTracesData };

export const TraceSourceContext = createContext<TraceSource>({ type: 'server' });

export function useTraceSource(): TraceSource {
  return useContext(TraceSourceContext);
}
