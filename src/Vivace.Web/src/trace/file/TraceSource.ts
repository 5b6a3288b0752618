import { createContext, useContext } from 'react';

/** Where the trace on the page comes from, and so where its download comes from. */
export type TraceSource = { readonly type: 'server' } | FileSource;

export interface FileSource {
  readonly type: 'file';
  readonly fileName: string;
  /** The whole trace as OTLP JSON. */
  readonly text: string;
}

export const TraceSourceContext = createContext<TraceSource>({ type: 'server' });

export function useTraceSource(): TraceSource {
  return useContext(TraceSourceContext);
}
