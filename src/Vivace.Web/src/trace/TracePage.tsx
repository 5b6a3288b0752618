import { lazyPart } from '../app/lazyPart';
import { ApiError } from '../api/ApiError';
import { useAbout } from '../api/about';
import { useTraceShown } from '../app/useTraceShown';
import { ErrorState } from '../ui/ErrorState';
import { LoadingState } from '../ui/LoadingState';
import { TraceNotFound } from '../ui/TraceNotFound';
import styles from './TracePage.module.css';
import { TraceView } from './TraceView';
import { useOpenTrace } from './useOpenTrace';
import type { OpenTrace } from './worker/openTrace';

const TraceFilePage = lazyPart(() => import('./file/TraceFilePage'), 'TraceFilePage');

/** `/trace/{traceId}`, and `/trace/file` for a file of this machine. */
export function TracePage({ traceId }: { readonly traceId: string }) {
  return traceId === 'file' ? <TraceFilePage /> : <ServerTracePage traceId={traceId} />;
}

function ShownTrace({ traceId, trace }: { readonly traceId: string; readonly trace: OpenTrace }) {
  const { rootService, rootName } = trace.model;
  useTraceShown(traceId, rootName === '' ? `Trace ${traceId.slice(0, 8)}` : `${rootService}: ${rootName}`);
  return <TraceView trace={trace} />;
}

/** Loads a trace of the server and shows it, or says why it cannot. */
function ServerTracePage({ traceId }: { readonly traceId: string }) {
  const { opening, retry } = useOpenTrace(traceId);
  const about = useAbout();
  if (opening.state === 'open') return <ShownTrace traceId={traceId} trace={opening.trace} />;
  if (opening.state === 'loading') {
    return (
      <div className={styles.waiting}>
        <h1 className="visually-hidden">Trace {traceId}</h1>
        <LoadingState label="Loading the trace" rows={14} />
      </div>
    );
  }
  if (opening.error instanceof ApiError && opening.error.status === 404) {
    return <TraceNotFound traceId={traceId} onRetry={retry} retentionSeconds={about?.limits.retentionSeconds} />;
  }
  return <ErrorState error={opening.error} title="The trace could not be loaded." onRetry={retry} />;
}
