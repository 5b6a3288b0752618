import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { TraceActions, TraceStore, TraceStoreState } from './traceStore';

/** The store of the trace that the page shows; `TracePage` provides it. */
export const TraceStoreContext = createContext<TraceStore | null>(null);

export function useTraceStore(): TraceStore {
  const store = useContext(TraceStoreContext);
  if (store === null) throw new Error('This component has to be below a TraceStoreContext.');
  return store;
}

/** A part of the state of the trace's page; the component renders again when that part changes. */
export function useTrace<T>(select: (state: TraceStoreState) => T): T {
  return useStore(useTraceStore(), select);
}

export function useTraceActions(): TraceActions {
  return useTraceStore().getState().actions;
}
