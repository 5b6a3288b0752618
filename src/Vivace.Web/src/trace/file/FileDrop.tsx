import { FileUp } from 'lucide-react';
import { useState, type DragEvent } from 'react';
import { EmptyState } from '../../ui/EmptyState';
import { Notice } from '../../ui/Notice';
import styles from './FileDrop.module.css';
import { useOpenFile } from './useOpenFile';

/** A page on which a trace file is dropped or picked. */
export function FileDrop() {
  const { open, isReading, error, clearError } = useOpenFile();
  const [over, setOver] = useState(false);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file !== undefined) open(file);
  };
  return (
    // The button inside does the same for the keyboard.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={styles.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <h1 className="visually-hidden">Trace file</h1>
      <EmptyState
        icon={<FileUp aria-hidden />}
        title="Open a trace file"
        actions={
          <label className={styles.pick}>
            <input
              type="file"
              className="visually-hidden"
              accept=".json,.jsonl,.ndjson,.gz,application/json"
              onChange={(event) => {
                const file = event.target.files?.[0];
                event.target.value = '';
                if (file !== undefined) open(file);
              }}
            />
            <span className={styles.pickText}>{isReading ? 'Reading the file' : 'Choose a file'}</span>
          </label>
        }
      >
        Drop a file here: OTLP JSON, one message or one a line, or Jaeger JSON, plain or compressed with gzip. It is
        shown on this page and sent nowhere.
        {window.location.search !== '' && ' After a reload the file has to be opened again.'}
      </EmptyState>
      {error !== null && (
        <Notice tone="error" title="The file cannot be shown." className={styles.error} onDismiss={clearError}>
          {error}
        </Notice>
      )}
    </div>
  );
}
