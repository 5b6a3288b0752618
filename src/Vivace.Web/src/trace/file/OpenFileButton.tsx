import { FolderOpen } from 'lucide-react';
import { Button, type ButtonProps } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { useFileInput } from '../../ui/useFileInput';
import styles from './OpenFileButton.module.css';
import { traceFiles } from './traceFiles';
import { useOpenFile } from './useOpenFile';

/** Picks a trace file of this machine and shows it; why it cannot be shown is said below the button. */
export function OpenFileButton({
  label = 'Open file',
  ...button
}: { label?: string } & Pick<ButtonProps, 'size' | 'variant'>) {
  const { open, isReading, error, clearError } = useOpenFile();
  const file = useFileInput('Trace file', traceFiles, open);
  return (
    <div className={styles.box}>
      {file.input}
      <Button {...button} icon={<FolderOpen aria-hidden />} disabled={isReading} onClick={file.choose}>
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
