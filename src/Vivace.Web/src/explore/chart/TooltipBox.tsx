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

/** On a plot that is narrower the words have no room beside the pointer: they stand at the far edge. */
const leastWidth = 420;

/** Words beside the pointer. */
export function TooltipBox({ x, top, width, children }: TooltipBoxProps) {
  const isNarrow = width < leastWidth;
  const place = x > width / 2 ? (isNarrow ? { left: 0 } : { right: width - x + 12 }) : (isNarrow ? { right: 0 } : { left: x + 12 });
  return (
    <div className={styles.tooltip} data-narrow={isNarrow || undefined} style={{ top, ...place }}>
      {children}
    </div>
  );
}
