import type { ReactNode } from 'react';
import styles from './TabPart.module.css';

export interface TabPartProps {
  readonly label: string;
  /** What chooses what is shown, at the left. */
  readonly left?: ReactNode;
  /** How much there is, in words. */
  readonly count?: ReactNode;
  /** Order, at the right. */
  readonly right?: ReactNode;
  readonly menu: ReactNode;
  readonly children: ReactNode;
}

/** One tab of the drilldown: a line of controls with its menu, and what they are about below it. */
export function TabPart({ label, left, count, right, menu, children }: TabPartProps) {
  return (
    <section className={styles.tab} aria-label={label}>
      <div className={styles.bar}>
        {left}
        {count !== undefined && <span className={styles.count}>{count}</span>}
        {right !== undefined && <span className={styles.right}>{right}</span>}
        <span className={styles.menu}>{menu}</span>
      </div>
      {children}
    </section>
  );
}
