import type { ReactNode } from 'react';
import styles from './Bar.module.css';

export interface BarProps {
  readonly label: ReactNode;
  readonly value: string;
  /** What the numbers are exactly. */
  readonly title?: string | undefined;
  /** From 0 on; a bar is full at 1. */
  readonly share: number;
  /** Little is left. */
  readonly isNear?: boolean;
}

/** A name, a number, and a line as long as its share. */
export function Bar({ label, value, title, share, isNear = false }: BarProps) {
  return (
    <div className={styles.bar} data-near={isNear || undefined}>
      <span className={styles.label}>{label}</span>
      <span className={styles.value} title={title}>{value}</span>
      <span className={styles.track} aria-hidden>
        <span className={styles.fill} style={{ width: `${Math.min(100, share * 100)}%` }} />
      </span>
    </div>
  );
}
