import { useEffect, useState, type CSSProperties } from 'react';
import styles from './Skeleton.module.css';

/** Grey shapes in place of what is coming, shown only after 150 ms so that quick answers do not flicker. */
export function Skeleton({ rows = 6, height = 20, label = 'Loading' }: { rows?: number; height?: number; label?: string }) {
  const visible = useDelayed(150);
  return (
    <div className={styles.skeleton} role="status" aria-label={label} aria-busy="true">
      {visible &&
        Array.from({ length: rows }, (_, index) => (
          <div key={index} className={styles.row} style={{ height, '--row-width': `${96 - ((index * 37) % 46)}%` } as CSSProperties} />
        ))}
    </div>
  );
}

/** True after the given time; for everything that should appear only when waiting takes a while. */
export function useDelayed(milliseconds: number): boolean {
  const [passed, setPassed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setPassed(true), milliseconds);
    return () => clearTimeout(timer);
  }, [milliseconds]);
  return passed;
}
