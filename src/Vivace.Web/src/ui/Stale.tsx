import type { ReactNode } from 'react';
import { useDelayed } from './Skeleton';
import styles from './Stale.module.css';

/** Keeps old data on the screen, dimmed, while newer data is on its way. */
export function Stale({ active, children }: { active: boolean; children: ReactNode }) {
  return (
    <div className={styles.stale} aria-busy={active || undefined}>
      {active && <Dim />}
      {children}
    </div>
  );
}

/** Marks its container only after 150 ms, so that quick answers do not flicker. */
function Dim() {
  return useDelayed(150) ? <span className={styles.mark} data-dim /> : null;
}
