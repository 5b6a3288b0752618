import { useMemo } from 'react';
import type { RedData } from './redData';
import { thumbCells } from './heatThumb';
import styles from './HeatThumb.module.css';

const WIDTH = 200;
const HEIGHT = 34;

/** The heat map of durations at thumb size, with the 95th percentile as a line. */
export function HeatThumb({ data, className }: { readonly data: RedData; readonly className: string | undefined }) {
  const cells = useMemo(() => thumbCells(data.heat), [data]);
  const line = useMemo(() => percentileLine(data), [data]);
  return (
    <svg className={className} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
      {cells.map(({ left, top, width, height, level, isError }) => (
        <rect
          key={`${left} ${top}`}
          x={left * WIDTH}
          y={top * HEIGHT}
          width={width * WIDTH - 0.5}
          height={Math.max(1, height * HEIGHT - 0.5)}
          fill={isError ? 'var(--error)' : `var(--heat-${level})`}
        />
      ))}
      <path d={line} className={styles.line} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}

function percentileLine({ heat, quantiles }: RedData): string {
  const values = quantiles.find(({ quantile }) => quantile === 0.95)?.values ?? [];
  let line = '';
  values.forEach((value, i) => {
    if (Number.isNaN(value)) return;
    const row = Math.log2(value) - (heat.lowestBucket - 1);
    const y = HEIGHT * (1 - Math.min(Math.max(row / heat.rows, 0), 1));
    const isOpen = i > 0 && !Number.isNaN(values[i - 1]!);
    line += `${isOpen ? 'L' : 'M'}${(((i + 0.5) / values.length) * WIDTH).toFixed(1)} ${y.toFixed(1)}`;
  });
  return line;
}
