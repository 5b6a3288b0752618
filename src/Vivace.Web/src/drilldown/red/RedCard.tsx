import type { ReactNode } from 'react';
import { classes } from '../../ui/classes';
import { SmallLine } from '../../ui/SmallLine';
import { TimeCursorLayer } from '../../ui/TimeCursorLayer';
import type { DrillMetric } from '../../url/drilldownRoute';
import { HeatThumb } from './HeatThumb';
import styles from './RedCard.module.css';
import type { RedData } from './redData';
import { metricLabels, overallDetail, overallNumber, smallValues, textAt } from './redNumbers';

const WIDTH = 200;
const HEIGHT = 34;

export interface RedCardProps {
  readonly metric: DrillMetric;
  readonly data: RedData | undefined;
  /** No numbers are on their way. */
  readonly isFailed: boolean;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly menu: ReactNode;
}

/** A small chart with its number; choosing it makes it the large one. */
export function RedCard({ metric, data, isFailed, isChosen, onChoose, menu }: RedCardProps) {
  const isError = metric === 'errors' || metric === 'share';
  return (
    <div className={styles.card}>
      <button type="button" className={styles.choose} aria-pressed={isChosen} onClick={onChoose}>
        <span className={styles.label}>{metricLabels[metric]}</span>{' '}
        <span className={styles.numbers}>
          <span className={classes(styles.number, isError && data !== undefined && data.errors > 0 && styles.error)}>{data === undefined ? (isFailed ? '–' : '…') : overallNumber(data, metric)}</span>{' '}
          <span className={styles.detail}>{data === undefined ? '' : overallDetail(data, metric)}</span>
        </span>
        <span className={styles.plot}>
          {metric === 'duration' && data !== undefined
            ? <HeatThumb data={data} className={styles.chart} />
            : <SmallLine values={data === undefined ? [] : smallValues(data, metric)} width={WIDTH} height={HEIGHT} className={classes(styles.chart, isError && styles.errorChart)} />}
          {data !== undefined && <TimeCursorLayer fromMs={data.times[0]! - data.stepSeconds * 1000} toMs={data.times.at(-1)!} textAt={(ms) => textAt(data, metric, ms)} />}
        </span>
      </button>
      <span className={styles.menu}>{menu}</span>
    </div>
  );
}
