import type { PointerEvent, ReactNode } from 'react';
import { TimeCursorLine } from './TimeCursorLine';
import styles from './TimeCursorLayer.module.css';
import { useTimePointer } from './timeCursor';

export interface TimeCursorLayerProps {
  /** What the chart shows at its left and at its right edge, in Unix milliseconds. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly textAt: (ms: number) => string | undefined;
  /** What can be pointed at on the chart. */
  readonly children?: ReactNode;
}

/** Lies over a small chart over time, whose box has to be positioned: pointing at it reads the time on all charts of the page. */
export function TimeCursorLayer({ fromMs, toMs, textAt, children }: TimeCursorLayerProps) {
  const { point, leave } = useTimePointer();
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    if (width > 0) point(fromMs + Math.min(Math.max((event.clientX - left) / width, 0), 1) * (toMs - fromMs));
  };
  return (
    <span aria-hidden className={styles.layer} onPointerMove={onPointerMove} onPointerLeave={leave}>
      <TimeCursorLine fromMs={fromMs} toMs={toMs} textAt={textAt} />
      {children}
    </span>
  );
}
