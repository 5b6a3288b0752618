import { useId } from 'react';
import { sparklinePath } from './sparklinePath';
import styles from './SmallLine.module.css';

export interface SmallLineProps {
  /** Oldest first; from zero to the highest. */
  readonly values: readonly number[];
  /** Of the drawing; it is stretched to its box. */
  readonly width: number;
  readonly height: number;
  readonly className?: string | undefined;
}

/** A line over a soft area in the colour of the text around it. */
export function SmallLine({ values, width, height, className }: SmallLineProps) {
  const gradientId = useId();
  const { line, area } = sparklinePath(values, width, height);
  return (
    <svg className={className} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden>
      <defs>
        <linearGradient id={gradientId} x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" className={styles.top} />
          <stop offset="1" className={styles.bottom} />
        </linearGradient>
      </defs>
      <path d={area} fill={`url(#${gradientId})`} />
      <path d={line} className={styles.line} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
