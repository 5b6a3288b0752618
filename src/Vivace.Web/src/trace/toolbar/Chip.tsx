import type { ReactNode } from 'react';
import styles from './Chip.module.css';

export interface ChipProps {
  readonly pressed: boolean;
  readonly children: ReactNode;
  readonly title?: string | undefined;
  readonly disabled?: boolean;
  readonly tone?: 'error' | undefined;
  onClick: () => void;
}

/** A small switch of a filter. */
export function Chip({ pressed, children, title, disabled = false, tone, onClick }: ChipProps) {
  return (
    <button type="button" className={styles.chip} aria-pressed={pressed} title={title} disabled={disabled} data-tone={tone} onClick={onClick}>
      {children}
    </button>
  );
}
