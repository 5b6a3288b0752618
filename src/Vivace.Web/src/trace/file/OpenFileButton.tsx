import { FolderOpen } from 'lucide-react';
import { useRef } from 'react';
import { Button, type ButtonProps } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import styles from './OpenFileButton.module.css';
import { useOpenFile } from './useOpenFile';

/** Picks a trace file of this machine and shows it; why it cannot be shown is said below the button. */
export function OpenFileButton({
  label = 'Open file',
  ...button
}: { label?: string } & Pick<ButtonProps, 'size' | 'variant'>) {
  const { open, isReading, error, clearError } = useOpenFile();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className={styles.box}>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="Trace file"
        accept=".json,.jsonl,.ndjson,.gz,application/json"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file !== undefined) open(file);
        }}
      />
      <Button {...button} icon={<FolderOpen aria-hidden />} disabled={isReading} onClick={() => input.current?.click()}>
        {isReading ? 'Reading' : label}
      </Button>
      {error !== null && (
        <Notice tone="error" title="The file cannot be shown." className={styles.error} onDismiss={clearError}>
          {error}
        </Notice>
      )}
    </div>
  );
}
