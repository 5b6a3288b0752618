import { X } from 'lucide-react';
import { IconButton } from '../../ui/IconButton';
import { Select } from '../../ui/Select';
import styles from './FileBar.module.css';
import { useOpenedFile } from './openedFile';
import { OpenFileButton } from './OpenFileButton';

/** Which file is shown, which of its traces, and that it is nowhere but here. */
export function FileBar() {
  const { file, traceId, choose, close } = useOpenedFile();
  if (file === null) return null;
  const { traces, format } = file.content;
  return (
    <div className={styles.bar}>
      <span className={styles.name}>
        <strong>{file.name}</strong> <span className={styles.note}>{format}, shown from this machine, not stored</span>
      </span>
      {traces.length > 1 && (
        <Select
          label="Trace of the file"
          labelHidden
          value={traceId}
          onChange={choose}
          options={traces.map((trace) => ({
            value: trace.traceId,
            label: `${trace.rootService === '' ? '' : `${trace.rootService}: `}${trace.rootName || trace.traceId} (${trace.spanCount.toLocaleString('en')} ${trace.spanCount === 1 ? 'span' : 'spans'})`,
          }))}
        />
      )}
      <OpenFileButton size="sm" label="Open another" />
      <IconButton size="sm" label="Close the file" icon={<X aria-hidden />} onClick={close} />
    </div>
  );
}
