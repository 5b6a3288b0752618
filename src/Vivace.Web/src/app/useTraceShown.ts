import { useEffect } from 'react';
import { rememberTrace } from './recents';

/** Names the tab after a trace that is on the screen, and puts it among the recent ones of the palette. */
export function useTraceShown(traceId: string, title: string): void {
  useEffect(() => {
    document.title = `${title} · Vivace`;
    rememberTrace({ traceId, title });
  }, [traceId, title]);
}
