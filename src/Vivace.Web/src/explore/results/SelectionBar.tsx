import { ChartColumn, Download, GitCompareArrows, X } from 'lucide-react';
import { Suspense, useState } from 'react';
import { lazyPart } from '../../app/lazyPart';
import { useLocation } from 'wouter';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { compareUrl } from '../../url/compareRoute';
import { downloadTraces } from './downloadTraces';
import styles from './SelectionBar.module.css';
import type { TraceResult } from './traceResult';

const StatisticsDialog = lazyPart(() => import('./StatisticsDialog'), 'StatisticsDialog');

/** Properties of `SelectionBar`. */
export interface SelectionBarProps {
  readonly traces: readonly TraceResult[];
  readonly onClear: () => void;
}

/** What can be done with the ticked traces, at the lower edge while there are any. */
export function SelectionBar({ traces, onClear }: SelectionBarProps) {
  const [isStatisticsOpen, setStatisticsOpen] = useState(false);
  const [download, setDownload] = useState<{ readonly done: number } | { readonly error: string } | undefined>(undefined);
  const [, navigate] = useLocation();
  const isDownloading = download !== undefined && 'done' in download;

  const start = async () => {
    setDownload({ done: 0 });
    try {
      await downloadTraces(traces.map(({ traceId }) => traceId), (done) => setDownload({ done }));
      setDownload(undefined);
    } catch (error) {
      setDownload({ error: error instanceof Error ? error.message : String(error) });
    }
  };

  return (
    <div className={styles.bar} role="region" aria-label="Ticked traces">
      <strong>{traces.length.toLocaleString('en')} {traces.length === 1 ? 'trace' : 'traces'} ticked</strong>
      <Button
        size="sm"
        icon={<GitCompareArrows aria-hidden />}
        disabled={traces.length !== 2}
        title={traces.length === 2 ? undefined : 'Tick two traces to compare them'}
        onClick={() => navigate(compareUrl({ a: traces[0]!.traceId, b: traces[1]!.traceId }))}
      >
        Compare
      </Button>
      <Button size="sm" icon={<ChartColumn aria-hidden />} onClick={() => setStatisticsOpen(true)}>Statistics</Button>
      <Button size="sm" icon={<Download aria-hidden />} disabled={isDownloading} onClick={() => void start()}>
        {isDownloading ? `Downloading ${download.done} of ${traces.length}` : 'Download OTLP JSON'}
      </Button>
      <Button size="sm" variant="ghost" icon={<X aria-hidden />} onClick={onClear}>Untick</Button>
      {download !== undefined && 'error' in download && (
        <Notice tone="error" title="The download stopped." onDismiss={() => setDownload(undefined)}>{download.error}</Notice>
      )}
      {isStatisticsOpen && <Suspense fallback={null}><StatisticsDialog open onOpenChange={setStatisticsOpen} traces={traces} /></Suspense>}
    </div>
  );
}
