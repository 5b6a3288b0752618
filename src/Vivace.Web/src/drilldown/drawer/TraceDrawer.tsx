import { X } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Link } from 'wouter';
import { useAbout } from '../../api/about';
import { ApiError, isAbort } from '../../api/ApiError';
import { useShortcuts } from '../../app/shortcuts';
import { traceFilterOf } from '../../explore/query/traceFilter';
import { formatDuration } from '../../time/durations';
import { InstantText } from '../../time/InstantText';
import { useOpenTrace } from '../../trace/useOpenTrace';
import type { OpenTrace } from '../../trace/worker/openTrace';
import { ErrorState } from '../../ui/ErrorState';
import { IconButton } from '../../ui/IconButton';
import { LoadingState } from '../../ui/LoadingState';
import { TraceNotFound } from '../../ui/TraceNotFound';
import { traceUrl } from '../../url/traceRoute';
import type { DrillView } from '../drillView';
import { spansetOf } from '../query/drillQuery';
import styles from './TraceDrawer.module.css';
import { TraceOutline } from './TraceOutline';

/** One trace beside the charts; the rest of the page stays as it is. Esc closes it, and the focus goes back to where it came from. */
export function TraceDrawer({ route, change }: Pick<DrillView, 'route' | 'change'>) {
  const { trace: traceId, tenant } = route;
  const { opening, retry } = useOpenTrace(traceId);
  const about = useAbout();
  const heading = useRef<HTMLHeadingElement>(null);
  const close = () => change({ trace: '' }, 'push');
  const tf = traceFilterOf(spansetOf(route));
  const href = traceUrl(traceId, { tf, tenant });
  useShortcuts([{ keys: 'Escape', group: 'Drilldown', description: 'Close the trace', run: close }]);
  useEffect(() => {
    const before = document.activeElement;
    heading.current?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [traceId]);

  const model = opening.state === 'open' ? opening.trace.model : undefined;
  return (
    <aside className={styles.drawer} aria-label="Trace">
      <header className={styles.head}>
        <h2 className={styles.title} ref={heading} tabIndex={-1}>{model === undefined ? `Trace ${traceId.slice(0, 8)}` : `${model.rootService} ${model.rootName}`}</h2>
        <IconButton size="sm" label="Close the trace" shortcut="Escape" icon={<X aria-hidden />} onClick={close} />
      </header>
      {model !== undefined && (
        <p className={styles.facts}>
          <strong>{formatDuration(model.durationNano)}</strong> · {model.totalSpans.toLocaleString('en')} {model.totalSpans === 1 ? 'span' : 'spans'} · <InstantText unixNano={model.startUnixNano} />
        </p>
      )}
      <p className={styles.facts}><Link href={href} className={styles.link ?? ''}>Open the whole trace</Link></p>
      {opening.state === 'loading' && <LoadingState label="Loading the trace" rows={10} />}
      {opening.state === 'failed' && (opening.error instanceof ApiError && opening.error.status === 404
        ? <TraceNotFound traceId={traceId} onRetry={retry} retentionSeconds={about?.limits.retentionSeconds} />
        : <ErrorState compact error={opening.error} title="The trace could not be loaded." onRetry={retry} />)}
      {opening.state === 'open' && opening.trace.model.traceId === traceId && <Outline trace={opening.trace} query={tf} tenant={tenant} />}
    </aside>
  );
}

/** The outline with the spans that the view is about. */
function Outline({ trace, query, tenant }: { readonly trace: OpenTrace; readonly query: string; readonly tenant: string }) {
  const [matched, setMatched] = useState<Uint8Array | undefined>(undefined);
  useEffect(() => {
    if (query === '' || !trace.services.canMatch) return undefined;
    const controller = new AbortController();
    trace.services.match(query, controller.signal).then(setMatched, (error: unknown) => {
      // Without the marks the outline is still whole.
      if (!isAbort(error)) setMatched(undefined);
    });
    return () => controller.abort();
  }, [trace, query]);
  const hrefOf = useMemo(() => (span: string) => traceUrl(trace.model.traceId, { tf: query, span, tenant }), [trace, query, tenant]);
  return <TraceOutline model={trace.model} matched={matched} hrefOf={hrefOf} />;
}
