import { startTransition, useCallback, useEffect, useState } from 'react';
import { useAboutQuery } from '../api/about';
import { ApiError, isAbort } from '../api/ApiError';
import { askToSignIn } from '../api/signIn';
import { useTenant } from '../api/tenant';
import type { TraceInput } from './worker/messages';
import { openTrace, type OpenTrace } from './worker/openTrace';
import { workerChannel } from './worker/workerChannel';

export type TraceOpening =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'open'; readonly trace: OpenTrace };

export interface OpenedTrace {
  readonly opening: TraceOpening;
  retry: () => void;
}

/** Opens a trace of the server in a worker of its own, which ends with the page. */
export function useOpenTrace(traceId: string): OpenedTrace {
  const about = useAboutQuery();
  const tenant = useTenant((state) => state.tenant);
  const features = about.data?.features;
  const [opening, setOpening] = useState<TraceOpening>({ state: 'loading' });
  const [attempt, setAttempt] = useState(0);
  const [skeleton, spans, match] = [features?.includes('skeleton'), features?.includes('spans'), features?.includes('match')];

  useEffect(() => {
    if (skeleton === undefined || spans === undefined || match === undefined) return undefined;
    const headers: Record<string, string> = tenant === null ? {} : { 'X-Scope-OrgID': tenant };
    const input: TraceInput = { type: 'server', traceId, skeleton, spans, match, headers };
    return openInWorker(input, setOpening);
  }, [traceId, tenant, skeleton, spans, match, attempt]);

  const retry = useCallback(() => {
    setAttempt((before) => before + 1);
    if (about.isError) void about.refetch();
  }, [about]);
  if (about.isError && opening.state !== 'open') return { opening: { state: 'failed', error: about.error }, retry };
  return { opening, retry };
}

/** Opens a trace in a new worker and tells what becomes of it; answers what ends the worker. */
export function openInWorker(input: TraceInput, tell: (opening: TraceOpening) => void): () => void {
  const controller = new AbortController();
  const channel = workerChannel();
  const fail = (error: unknown) => {
    if (!isAbort(error) && !controller.signal.aborted) tell({ state: 'failed', error });
  };
  const open = () =>
    void openTrace(channel, input, controller.signal).then(
      // Drawn in slices, so that the page goes on answering meanwhile.
      (trace) => startTransition(() => tell({ state: 'open', trace })),
      async (error: unknown) => {
        const isRefused = error instanceof ApiError && error.status === 401;
        if (isRefused && (await askToSignIn(controller.signal).catch(() => false))) open();
        else fail(error);
      },
    );
  open();
  return () => {
    controller.abort();
    channel.close();
  };
}
