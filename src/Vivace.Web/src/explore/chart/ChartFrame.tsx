import type { ReactNode, Ref } from 'react';
import styles from './ChartFrame.module.css';
import type { TimeAxis } from './useTimeAxis';

/** A word beside the vertical axis. */
export interface AxisLabel {
  /** Distance from the plot's top, in pixels. */
  readonly y: number;
  readonly text: string;
  /** Whether its upper edge stands at `y`, not its middle. */
  readonly isBelow?: boolean;
}

/** Half of what a digit takes: the last time keeps within the picture instead of being cut by its edge. */
const HALF_CHARACTER_EM = 0.3;

export interface ChartFrameProps {
  /** What the chart shows, for screen readers. */
  readonly label: string;
  /** Of the whole picture, in pixels. */
  readonly height: number;
  readonly frame: Ref<HTMLDivElement>;
  readonly canvas: Ref<HTMLCanvasElement>;
  /** Where the plot begins in the picture. */
  readonly left: number;
  readonly top: number;
  readonly labels: readonly AxisLabel[];
  readonly times: TimeAxis;
  /** Distance of the times from the plot's top. */
  readonly timesTop: number;
  /** The plot. */
  readonly children: ReactNode;
}

/** A canvas with words at its axes. */
export function ChartFrame({ label, height, frame, canvas, left, top, labels, times, timesTop, children }: ChartFrameProps) {
  return (
    <div ref={frame} className={styles.frame} style={{ height }}>
      <canvas ref={canvas} className={styles.canvas} role="img" aria-label={label} />
      <div className={styles.axes} aria-hidden>
        {labels.map(({ y, text, isBelow = false }) => (
          <span key={`${y} ${text}`} className={styles.value} style={{ top: top + y - (isBelow ? 0 : 6), width: left - 8 }}>{text}</span>
        ))}
        {times.labels.map(({ x, text }) => (
          <span key={x} className={styles.time} style={{ left: `min(${left + x}px, 100% - ${text.length * HALF_CHARACTER_EM}em)`, top: top + timesTop }}>{text}</span>
        ))}
      </div>
      {children}
    </div>
  );
}
