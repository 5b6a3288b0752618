import type { ReactNode } from 'react';
import { classes } from '../../ui/classes';
import styles from './Panel.module.css';

export interface PanelProps {
  readonly title: string;
  /** Smaller, behind the title. */
  readonly detail?: ReactNode;
  /** Controls between the title and the menu. */
  readonly controls?: ReactNode;
  readonly menu?: ReactNode;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** One box of the page with its heading and its menu. */
export function Panel({ title, detail, controls, menu, className, children }: PanelProps) {
  return (
    <section className={classes(styles.panel, className)} aria-label={title}>
      <header className={styles.header}>
        <h2 className={styles.title}>{title}</h2>
        {detail !== undefined && <span className={styles.detail}>{detail}</span>}
        <span className={styles.gap} />
        {controls}
        {menu !== undefined && <span className={styles.menu}>{menu}</span>}
      </header>
      {children}
    </section>
  );
}
