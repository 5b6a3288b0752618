import type { BrushSelection } from '../../explore/chart/brush';
import { tidyNanoseconds } from '../../explore/query/durationFilter';
import { formatDuration } from '../../time/durations';
import { absolute } from '../../time/ranges';
import { Button } from '../../ui/Button';
import { ErrorState } from '../../ui/ErrorState';
import { PartialBanner } from '../../ui/PartialBanner';
import { Skeleton } from '../../ui/Skeleton';
import { Stale } from '../../ui/Stale';
import { drilldownUrl, type DrillMetric } from '../../url/drilldownRoute';
import { exploreOf, type DrillView } from '../drillView';
import { Panel } from '../panel/Panel';
import { PanelMenu } from '../panel/PanelMenu';
import { spansetOf } from '../query/drillQuery';
import { metricQuery } from '../query/metricQuery';
import { ExampleMenu } from './ExampleMenu';
import { LargeChart } from './LargeChart';
import { RedCard } from './RedCard';
import { metricLabels, overallDetail, overallNumber, overallQuantile, redTable } from './redNumbers';
import styles from './RedPanel.module.css';
import { Seeker } from './Seeker';
import type { Red } from './useRed';

const metrics = ['rate', 'errors', 'share', 'duration'] as const;

export interface RedPanelProps extends DrillView {
  readonly red: Red;
}

/** Rate, errors and durations: one chart large, all of them small. */
export function RedPanel({ red, ...view }: RedPanelProps) {
  const { route, change } = view;
  const { data, error, isStale, retry } = red;
  const { metric, box } = route;

  const openTrace = (trace: string) => change({ trace }, 'push');
  const zoom = (fromMs: number, toMs: number) => change({ from: absolute(Math.floor(fromMs / 1000) * 1000), to: absolute(Math.ceil(toMs / 1000) * 1000), box: null }, 'push');
  const select = ({ fromMs, toMs, minNanoseconds, maxNanoseconds }: BrushSelection) => change({
    box: {
      fromMs: Math.max(0, Math.floor(fromMs)),
      toMs: Math.ceil(toMs),
      minNanoseconds: minNanoseconds === undefined ? null : tidyNanoseconds(minNanoseconds),
      maxNanoseconds: maxNanoseconds === undefined ? null : tidyNanoseconds(maxNanoseconds),
    },
    select: 'auto',
    tab: 'comparison',
  }, 'push');
  const menuOf = (one: DrillMetric) => (
    <PanelMenu
      of={metricLabels[one]}
      query={spansetOf(route, one === 'errors' || one === 'share' ? 'status = error' : '')}
      metric={metricQuery(one, route)}
      explore={exploreOf(route)}
      link={drilldownUrl({ ...route, metric: one })}
      table={data === undefined ? undefined : () => redTable(data, one)}
    />
  );

  return (
    <div className={styles.red}>
      <Panel
        className={styles.large}
        title={metricLabels[metric]}
        detail={data === undefined ? undefined : <>{overallNumber(data, metric)} · {overallDetail(data, metric)}</>}
        controls={data !== undefined && <>
          {metric === 'duration' && <Quantiles values={data.quantiles.map(({ quantile }) => [quantile, overallQuantile(data, quantile)] as const)} />}
          <ExampleMenu data={data} metric={metric} onOpenTrace={openTrace} />
        </>}
        menu={menuOf(metric)}
      >
        {error !== undefined && data === undefined && <ErrorState compact error={error} title="The charts could not be computed." onRetry={retry} />}
        {error !== undefined && data !== undefined && <ErrorState compact error={error} title="The charts are of the question before; this one failed." onRetry={retry} />}
        {error === undefined && data === undefined && <Skeleton rows={9} height={24} label="Computing" />}
        {data !== undefined && (
          <Stale active={isStale}>
            {data.partial !== undefined && <PartialBanner reasons={[data.partial]} />}
            <LargeChart data={data} metric={metric} box={box} onZoom={zoom} onBox={select} onOpenTrace={openTrace} />
            {metric === 'duration' && box !== null && (
              <div className={styles.boxBar} role="group" aria-label="The selected box">
                <span>Selected: {box.minNanoseconds === null ? '' : `≥ ${formatDuration(box.minNanoseconds)}`}{box.minNanoseconds !== null && box.maxNanoseconds !== null && ', '}{box.maxNanoseconds === null ? '' : `≤ ${formatDuration(box.maxNanoseconds)}`}{box.minNanoseconds === null && box.maxNanoseconds === null && 'all durations'}</span>
                {route.tab !== 'comparison' && <Button size="sm" onClick={() => change({ tab: 'comparison', select: 'auto' }, 'push')}>Compare with the rest</Button>}
                {route.tab !== 'traces' && <Button size="sm" onClick={() => change({ tab: 'traces' }, 'push')}>List its traces</Button>}
                <Button size="sm" onClick={() => zoom(box.fromMs, box.toMs)}>Zoom to its times</Button>
                <Button size="sm" variant="ghost" onClick={() => change({ box: null }, 'push')}>Clear</Button>
              </div>
            )}
            {metric === 'duration' && <p className={styles.note}>Drag over the map to compare a box with the rest. Percentiles are approximate: durations are counted in powers of two.</p>}
          </Stale>
        )}
        {/* What everyone waits for is asked first: browsers have few connections to a server. */}
        {(data !== undefined || error !== undefined) && <Seeker {...view} onSeek={zoom} />}
      </Panel>
      <div className={styles.cards} role="group" aria-label="Charts">
        {metrics.map((one) => (
          <RedCard key={one} metric={one} data={data} isFailed={error !== undefined} isChosen={metric === one} onChoose={() => change({ metric: one }, 'push')} menu={menuOf(one)} />
        ))}
      </div>
    </div>
  );
}

function Quantiles({ values }: { values: readonly (readonly [number, number])[] }) {
  return (
    <ul className={styles.quantiles} aria-label="Percentiles over the whole range, approximate">
      {values.map(([quantile, value]) => (
        <li key={quantile}>
          <svg width="20" height="8" aria-hidden><path d="M0 4H20" className={styles.sample} strokeDasharray={quantile === 0.95 ? '6 3' : quantile === 0.99 ? '2 3' : undefined} /></svg>
          p{quantile * 100} <strong>≈ {formatDuration(value)}</strong>
        </li>
      ))}
    </ul>
  );
}
