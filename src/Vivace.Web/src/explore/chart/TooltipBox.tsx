import type { ReactNode } from 'react';
import styles from './TooltipBox.module.css';

export interface TooltipBoxProps {
  /** Where the pointer is, in pixels of the plot. */
  readonly x: number;
  readonly top: number;
  /** Width of the plot: in its right half the words stand to the left of the pointer. */
  readonly width: number;
  readonly children: ReactNode;
}

/** Words beside the pointer. */
export function TooltipBox({ x, top, width, children }: TooltipBoxProps) {
  return (
    <div className={styles.tooltip} style={{ top, ...(x > width / 2 ? { right: width - x + 12 } : { left: x + 12 }) }}>
      {children}
    </div>
  );
}
