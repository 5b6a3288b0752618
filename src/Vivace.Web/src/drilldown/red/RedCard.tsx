import { useId } from 'react';
import { classes } from '../../ui/classes';
import { sparklinePath } from '../../ui/sparklinePath';
import type { DrillMetric } from '../../url/drilldownRoute';
import { HeatThumb } from './HeatThumb';
import styles from './RedCard.module.css';
import type { RedData } from './redData';
import { metricLabels, overallDetail, overallNumber, smallValues } from './redNumbers';

const WIDTH = 200;
const HEIGHT = 34;

export interface RedCardProps {
  readonly metric: DrillMetric;
  readonly data: RedData | undefined;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

/** A small chart with its number; choosing it makes it the large one. */
export function RedCard({ metric, data, isChosen, onChoose }: RedCardProps) {
  const gradientId = useId();
  const { line, area } = sparklinePath(data === undefined ? [] : smallValues(data, metric), WIDTH, HEIGHT);
  const isError = metric === 'errors' || metric === 'share';
  return (
    <button type="button" className={styles.card} aria-pressed={isChosen} onClick={onChoose}>
      <span className={styles.label}>{metricLabels[metric]}</span>{' '}
      <span className={styles.numbers}>
        <span className={classes(styles.number, isError && data !== undefined && data.errors > 0 && styles.error)}>{data === undefined ? '…' : overallNumber(data, metric)}</span>{' '}
        <span className={styles.detail}>{data === undefined ? '' : overallDetail(data, metric)}</span>
      </span>
      {metric === 'duration' && data !== undefined ? <HeatThumb data={data} className={styles.chart} /> : (
        <svg className={classes(styles.chart, isError && styles.errorChart)} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
          <defs>
            <linearGradient id={gradientId} x1="0" y1="0" x2="0" y2="1">
              <stop offset="0" className={styles.top} />
              <stop offset="1" className={styles.bottom} />
            </linearGradient>
          </defs>
          <path d={area} fill={`url(#${gradientId})`} />
          <path d={line} className={styles.line} vectorEffect="non-scaling-stroke" />
        </svg>
      )}
    </button>
  );
}
