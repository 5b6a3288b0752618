import { useEffect, useState } from 'react';
import type { AttributeProgress } from '../model/AttributeSource';
import { useTrace } from '../TraceStoreContext';
import styles from './AttributeProgressBar.module.css';

/** How far the attributes of all spans have been loaded, while something waits for them. */
export function AttributeProgressBar({ active }: { active: boolean }) {
  const source = useTrace((state) => state.services.attributes);
  const [progress, setProgress] = useState<AttributeProgress | null>(null);
  useEffect(() => source.onProgress(setProgress), [source]);
  if (!active || progress === null || progress.loadedSpans >= progress.totalSpans) return null;
  return (
    <div className={styles.progress}>
      <progress aria-label="Loading attributes" max={progress.totalSpans} value={progress.loadedSpans} />
      <span>
        Attributes of {progress.loadedSpans.toLocaleString('en')} of {progress.totalSpans.toLocaleString('en')} spans
      </span>
    </div>
  );
}
