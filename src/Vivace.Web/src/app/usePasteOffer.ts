import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { looksLikeTraceId, parseTraceId } from '../url/traceId';
import { traceUrl } from '../url/traceRoute';
import { showToast } from './toasts';

/** On Explore, pasting something that is clearly a trace id offers to open it; the paste itself is not touched. */
export function usePasteOffer(): void {
  const [path, navigate] = useLocation();
  useEffect(() => {
    if (path !== '/explore') return undefined;
    const onPaste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (event.target instanceof Element && event.target.closest('[role="search"]') !== null) return;
      if (!looksLikeTraceId(text)) return;
      const id = parseTraceId(text)!;
      showToast(`This looks like trace ${id.traceId.slice(0, 8)}…`, {
        label: 'Open trace',
        run: () => navigate(traceUrl(id.traceId, id.spanId === null ? {} : { span: id.spanId })),
      });
    };
    document.addEventListener('paste', onPaste);
    return () => document.removeEventListener('paste', onPaste);
  }, [path, navigate]);
}
