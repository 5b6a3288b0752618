import { useId, useState, type PointerEvent } from 'react';
import styles from './Sparkline.module.css';
import { sparklinePath } from './sparklinePath';

export interface SparklineProps {
  /** What the line shows, for screen readers: "Spans per second". */
  label: string;
  /** One value for each step, oldest first. */
  values: readonly number[];
  format: (value: number) => string;
  /** The words for a step under the pointer: "12 min ago". */
  formatStep: (stepsFromEnd: number) => string;
}

const WIDTH = 240;
const HEIGHT = 44;

/** A small line from zero to its highest value. Pointing at it reads single steps. */
export function Sparkline({ label, values, format, formatStep }: SparklineProps) {
  const gradientId = useId();
  const [pointed, setPointed] = useState<number | null>(null);
  const highest = values.length === 0 ? 0 : Math.max(...values);
  const last = values.at(-1) ?? 0;
  const { line, area } = sparklinePath(values, WIDTH, HEIGHT);

  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const index = Math.round(((event.clientX - left) / width) * (values.length - 1));
    setPointed(values.length === 0 ? null : Math.min(values.length - 1, Math.max(0, index)));
  };

  return (
    <div className={styles.sparkline} onPointerMove={onPointerMove} onPointerLeave={() => setPointed(null)}>
      <svg
        className={styles.chart}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${label}: ${format(last)} now, at most ${format(highest)}`}
      >
        <defs>
          <linearGradient id={gradientId} x1="0" y1="0" x2="0" y2="1">
            <stop offset="0" className={styles.top} />
            <stop offset="1" className={styles.bottom} />
          </linearGradient>
        </defs>
        <path d={area} fill={`url(#${gradientId})`} />
        <path d={line} className={styles.line} vectorEffect="non-scaling-stroke" />
        {pointed !== null && values.length > 1 && (
          <path d={`M${(pointed / (values.length - 1)) * WIDTH} 0V${HEIGHT}`} className={styles.cursor} vectorEffect="non-scaling-stroke" />
        )}
      </svg>
      <div className={styles.caption}>
        {pointed === null ? `at most ${format(highest)}` : `${format(values[pointed] ?? 0)}, ${formatStep(values.length - 1 - pointed)}`}
      </div>
    </div>
  );
}
