import { indexAt } from '../../explore/series/seriesPlot';
import { formatDuration } from '../../time/durations';
import { classes } from '../../ui/classes';
import { TimeCursorLayer } from '../../ui/TimeCursorLayer';
import type { DrillMetric } from '../../url/drilldownRoute';
import type { DrillView } from '../drillView';
import { formatFrequency, formatPercent } from '../red/redNumbers';
import { changeOf, type ValueFacts } from './breakdown';
import { ChangeText } from './ChangeText';
import { TileDots } from './TileDots';
import { formatTileValue, tilePath, tileTable } from './tileValues';
import { keepOnly, ValueActions } from './ValueActions';
import { ValueName, wordsOf } from './ValueName';
import styles from './ValueTile.module.css';

const WIDTH = 300;
const HEIGHT = 64;

export interface ValueTileProps extends Pick<DrillView, 'route' | 'change'> {
  readonly field: string;
  readonly facts: ValueFacts;
  readonly values: readonly number[];
  /** Right edges of the intervals of the values, in Unix milliseconds. */
  readonly times: readonly number[];
  readonly stepMs: number;
  /** The upper end of the axis that all tiles share. */
  readonly most: number;
  readonly metric: DrillMetric;
}

/** One value with its picture and numbers; its name keeps only it. */
export function ValueTile({ route, change, field, facts, values, times, stepMs, most, metric }: ValueTileProps) {
  const { line, area } = tilePath(values, most, WIDTH, HEIGHT);
  const isError = metric === 'errors' || metric === 'share';
  const share = (facts.errors / facts.spans) * 100;
  const [fromMs, toMs] = [times[0]! - stepMs, times.at(-1)!];
  const openTrace = (trace: string) => change({ trace }, 'push');
  const heightAt = (ms: number) => {
    const i = indexAt(times, stepMs, ms);
    if (i === undefined || Number.isNaN(values[i]!)) return undefined;
    return (1 + (most === 0 ? 0 : (values[i]! / most) * (HEIGHT - 3))) / HEIGHT;
  };
  const textAt = (ms: number) => {
    const i = indexAt(times, stepMs, ms);
    return i === undefined ? undefined : formatTileValue(values[i]!, metric);
  };
  return (
    <li className={styles.tile}>
      <div className={styles.head}>
        <button type="button" className={styles.name} aria-label={`Keep only ${wordsOf(facts.value)}`} onClick={() => keepOnly({ route, change }, field, facts.value)}>
          <ValueName value={facts.value} />
        </button>
        <ValueActions route={route} change={change} field={field} value={facts.value} example={facts.examples.at(-1)?.traceId} table={() => tileTable(field, facts.value, metric, times, values)} />
      </div>
      <div className={styles.plot}>
        <svg className={classes(styles.chart, isError && styles.errorChart)} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
          <path d={area} className={styles.area} />
          <path d={line} className={styles.line} vectorEffect="non-scaling-stroke" />
        </svg>
        <span className={styles.layer}>
          <TimeCursorLayer fromMs={fromMs} toMs={toMs} textAt={textAt}>
            <TileDots examples={facts.examples} fromMs={fromMs} toMs={toMs} heightAt={heightAt} onOpen={openTrace} />
          </TimeCursorLayer>
        </span>
        <span className={styles.most} aria-hidden>{formatTileValue(most, metric)}</span>
      </div>
      <dl className={styles.facts}>
        <div><dt>Rate</dt><dd>{formatFrequency(facts.rate)}</dd></div>
        <div><dt>Errors</dt><dd className={classes(facts.errors > 0 && styles.errors)}>{formatPercent(share)}</dd></div>
        <div><dt>p95</dt><dd>{Number.isNaN(facts.p95) ? '–' : `≈ ${formatDuration(facts.p95)}`}</dd></div>
        <div><dt>Change</dt><dd><ChangeText percent={changeOf(facts)} /></dd></div>
      </dl>
    </li>
  );
}
