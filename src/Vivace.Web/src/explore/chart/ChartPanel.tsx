import { ChevronDown } from 'lucide-react';
import { Suspense } from 'react';
import { ApiError } from '../../api/ApiError';
import { lazyPart } from '../../app/lazyPart';
import { Button } from '../../ui/Button';
import { classes } from '../../ui/classes';
import { Skeleton } from '../../ui/Skeleton';
import type { TraceResult } from '../results/traceResult';
import type { BrushSelection } from './brush';
import styles from './ChartPanel.module.css';
import type { ChartDot } from './plot';
import type { Chart } from './useChart';

// Fetched while its numbers are asked for.
const DurationChart = lazyPart(() => import('./DurationChart'), 'DurationChart');
void DurationChart.preload();

/** What the chart shows; `none` is folded. */
export type ChartMode = 'heat' | 'dots' | 'none';

/** Properties of `ChartPanel`. */
export interface ChartPanelProps {
  readonly chart: Chart;
  readonly mode: ChartMode;
  readonly onMode: (mode: ChartMode) => void;
  readonly traces: readonly TraceResult[];
  readonly onBrush: (selection: BrushSelection) => void;
  readonly onOpenTrace: (trace: ChartDot) => void;
}

const noTraces: readonly TraceResult[] = [];

/** The chart above the table with its switches, while it loads, and when there is none. */
export function ChartPanel({ chart, mode, onMode, traces, onBrush, onOpenTrace }: ChartPanelProps) {
  const { data, error } = chart;
  const isOpen = mode !== 'none';
  const errors = data?.bars.error.reduce((sum, count) => sum + count, 0) ?? 0;
  return (
    <section className={styles.panel} aria-label="Spans by time and duration">
      <header className={styles.header}>
        <button type="button" className={styles.fold} aria-expanded={isOpen} onClick={() => onMode(isOpen ? 'none' : 'heat')}>
          <ChevronDown aria-hidden className={classes(styles.chevron, !isOpen && styles.closed)} />
          Durations
        </button>
        {isOpen && data !== undefined && data.bars.total > 0 && (
          <span className={styles.total}>
            {data.bars.total.toLocaleString('en')} matching spans
            {errors > 0 && <span className={styles.errors}> · {errors.toLocaleString('en')} with errors</span>}
          </span>
        )}
        {isOpen && (
          <>
            <ul className={styles.legend} aria-label="Legend">
              <li><span aria-hidden className={classes(styles.swatch, styles.unset)} />unset</li>
              <li><span aria-hidden className={classes(styles.swatch, styles.ok)} />ok</li>
              <li><span aria-hidden className={classes(styles.swatch, styles.error)} />error</li>
            </ul>
            <label className={styles.switch}>
              <input type="checkbox" checked={mode === 'dots'} onChange={(event) => onMode(event.target.checked ? 'dots' : 'heat')} />
              Loaded traces as dots
            </label>
          </>
        )}
      </header>
      {isOpen && (
        <div className={classes(styles.body, chart.isStale && styles.stale)} aria-busy={chart.isLoading}>
          {error !== undefined && data === undefined
            ? (
              <p className={styles.none}>
                {error instanceof ApiError && error.status === 400 ? 'There is no chart for this query.' : `The chart is missing: ${error.message}`}
                {!(error instanceof ApiError && error.status === 400) && <Button size="sm" variant="ghost" onClick={chart.retry}>Try again</Button>}
              </p>
            )
            : data === undefined
              ? <Skeleton rows={5} height={24} label="Loading the chart" />
              : data.bars.total === 0
                ? <p className={styles.none}>No span in this range matches.</p>
                : (
                  <Suspense fallback={<Skeleton rows={5} height={24} label="Loading the chart" />}>
                    <DurationChart data={data} dots={mode === 'dots' ? traces : noTraces} onBrush={onBrush} onOpenTrace={onOpenTrace} />
                  </Suspense>
                )}
        </div>
      )}
    </section>
  );
}
