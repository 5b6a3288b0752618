import { useEffect, useMemo, useState } from 'react';
import { ErrorState } from '../../ui/ErrorState';
import { LoadingState } from '../../ui/LoadingState';
import { TraceView } from '../TraceView';
import { openInWorker, type TraceOpening } from '../useOpenTrace';
import { FileBar } from './FileBar';
import { FileDrop } from './FileDrop';
import { useOpenedFile } from './openedFile';
import type { OpenedTrace } from './openTraceFile';
import styles from './TraceFilePage.module.css';
import { TraceSourceContext, type TraceSource } from './TraceSource';

/** `/trace/file`: a trace out of a file of this machine, or a place to drop one. */
export function TraceFilePage() {
  const file = useOpenedFile((state) => state.file);
  const traceId = useOpenedFile((state) => state.traceId);
  const trace = file?.content.traces.find((one) => one.traceId === traceId);
  if (file === null || trace === undefined) return <FileDrop />;
  return (
    <div className={styles.page}>
      <FileBar />
      <FileTraceView key={`${file.name}-${traceId}`} fileName={file.name} trace={trace} />
    </div>
  );
}

function FileTraceView({ fileName, trace }: { fileName: string; trace: OpenedTrace }) {
  const [opening, setOpening] = useState<TraceOpening>({ state: 'loading' });
  useEffect(() => openInWorker({ type: 'document', text: trace.text, traceId: trace.traceId }, setOpening), [trace]);
  const source = useMemo<TraceSource>(() => ({ type: 'file', fileName, text: trace.text }), [fileName, trace]);
  switch (opening.state) {
    case 'loading':
      return <LoadingState label="Reading the trace" rows={14} />;
    case 'failed':
      return <ErrorState error={opening.error} title="The trace cannot be shown." />;
    case 'open':
      return (
        <TraceSourceContext value={source}>
          <div className={styles.trace}>
            <TraceView trace={opening.trace} />
          </div>
        </TraceSourceContext>
      );
  }
}
