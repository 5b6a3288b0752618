import type { ReactNode } from 'react';
import styles from './ViewBar.module.css';

/** The row of controls above a view of the trace. */
export function ViewBar({ label, children, trailing }: { label: string; children: ReactNode; trailing?: ReactNode }) {
  return (
    <div className={styles.bar} role="toolbar" aria-label={label}>
      <div className={styles.group}>{children}</div>
      {trailing !== undefined && <div className={styles.trailing}>{trailing}</div>}
    </div>
  );
}
