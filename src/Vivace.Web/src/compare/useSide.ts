import { useCallback, useEffect, useState } from 'react';
import { useAboutQuery } from '../api/about';
import { useTenant } from '../api/tenant';
import { openInWorker, type TraceOpening } from '../trace/useOpenTrace';
import type { TraceInput } from '../trace/worker/messages';
import { useComparedFiles, type Side } from './comparedFiles';

export type SideState = TraceOpening | { readonly state: 'none' } | { readonly state: 'no-file' };

/** Opens one side of the comparison, from the server or out of a file, in a worker that ends with it. */
export function useSide(side: Side, id: string): { readonly opening: SideState; readonly retry: () => void } {
  const about = useAboutQuery();
  const tenant = useTenant((state) => state.tenant);
  const file = useComparedFiles((state) => state[side]);
  const features = about.data?.features;
  const [attempt, setAttempt] = useState(0);
  const [opened, setOpened] = useState<{ readonly of: string; readonly opening: TraceOpening } | null>(null);
  const [skeleton, spans, match] = [features?.includes('skeleton'), features?.includes('spans'), features?.includes('match')];
  const document = id === 'file' ? (file?.trace ?? null) : null;
  const of = id === 'file' ? `file ${file?.fileName ?? ''} ${document?.traceId ?? ''}` : `${tenant ?? ''} ${id}`;

  useEffect(() => {
    const tell = (opening: TraceOpening) => setOpened({ of, opening });
    if (document !== null) return openInWorker({ type: 'document', text: document.text, traceId: document.traceId }, tell);
    if (id === '' || id === 'file' || skeleton === undefined || spans === undefined || match === undefined) return undefined;
    const headers: Record<string, string> = tenant === null ? {} : { 'X-Scope-OrgID': tenant };
    const input: TraceInput = { type: 'server', traceId: id, skeleton, spans, match, headers };
    return openInWorker(input, tell);
  }, [of, document, id, tenant, skeleton, spans, match, attempt]);

  const retry = useCallback(() => {
    setOpened(null);
    setAttempt((before) => before + 1);
    if (about.isError) void about.refetch();
  }, [about]);
  if (id === '') return { opening: { state: 'none' }, retry };
  if (id === 'file' && document === null) return { opening: { state: 'no-file' }, retry };
  if (about.isError && id !== 'file') return { opening: { state: 'failed', error: about.error }, retry };
  return { opening: opened?.of === of ? opened.opening : { state: 'loading' }, retry };
}
