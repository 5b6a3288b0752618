import { Download } from 'lucide-react';
import { useState } from 'react';
import { showToast } from '../../app/toasts';
import { Button } from '../../ui/Button';
import { Menu, MenuItem, MenuLabel } from '../../ui/Menu';
import { Notice } from '../../ui/Notice';
import { useTraceSource } from '../file/TraceSource';
import { useTrace } from '../TraceStoreContext';
import { formatCsv } from './csv';
import styles from './DownloadMenu.module.css';
import { loadOtlp, type DownloadedTrace } from './loadOtlp';
import { otlpToJaeger } from './otlpToJaeger';
import { spanCsv } from './spanCsv';
import { saveFile } from './saveFile';

/** Saves the whole trace: OTLP JSON keeps everything and can be opened again. */
export function DownloadMenu() {
  const model = useTrace((state) => state.model);
  const source = useTraceSource();
  const [state, setState] = useState<{ readonly running: boolean; readonly error: string | null }>({
    running: false,
    error: null,
  });

  const download = (extension: string, mediaType: string, format: (trace: DownloadedTrace) => string) => {
    setState({ running: true, error: null });
    loadOtlp(source, model.traceId).then(
      (trace) => {
        const partial = trace.partial === null ? '' : '.partial';
        saveFile(`trace-${model.traceId}${partial}.${extension}`, mediaType, format(trace));
        setState({ running: false, error: null });
        if (trace.partial !== null) showToast(`The file is not the whole trace: ${trace.partial}`);
      },
      (error: unknown) => setState({ running: false, error: error instanceof Error ? error.message : String(error) }),
    );
  };
  return (
    <div className={styles.download}>
      <Menu
        align="end"
        label="Download"
        trigger={
          <Button size="sm" icon={<Download aria-hidden />} disabled={state.running}>
            {state.running ? 'Preparing' : 'Download'}
          </Button>
        }
      >
        <MenuLabel>The whole trace</MenuLabel>
        <MenuItem onSelect={() => download('otlp.json', 'application/json', ({ data }) => JSON.stringify(data))}>
          OTLP JSON, keeps everything
        </MenuItem>
        <MenuItem
          onSelect={() => download('jaeger.json', 'application/json', ({ data }) => JSON.stringify(otlpToJaeger(data)))}
        >
          Jaeger JSON
        </MenuItem>
        <MenuItem onSelect={() => download('csv', 'text/csv', ({ data }) => formatCsv(...spanCsv(data)))}>
          CSV, one line per span
        </MenuItem>
      </Menu>
      {state.error !== null && (
        <Notice
          tone="error"
          className={styles.error}
          title="The download did not work."
          onDismiss={() => setState({ running: false, error: null })}
        >
          {state.error}
        </Notice>
      )}
    </div>
  );
}
