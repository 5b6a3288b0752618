import { Suspense, useMemo } from 'react';
import { lazyPart } from '../../app/lazyPart';
import { NARROW, useMediaQuery } from '../../app/useMediaQuery';
import type { BrushSelection } from '../../explore/chart/brush';
import type { ChartDot } from '../../explore/chart/plot';
import type { MetricsAnswer, MetricsSeries } from '../../explore/series/metricsAnswer';
import { SeriesChart } from '../../explore/series/SeriesChart';
import { spanColor } from '../../theme/spanColors';
import { Skeleton } from '../../ui/Skeleton';
import type { DrillMetric, HeatBox } from '../../url/drilldownRoute';
import type { RedData, RedExemplar } from './redData';

// The same file as Explore's, which fetches it apart from its page.
const DurationChart = lazyPart(() => import('../../explore/chart/DurationChart'), 'DurationChart');
void DurationChart.preload();

export interface LargeChartProps {
  readonly data: RedData;
  readonly metric: DrillMetric;
  readonly box: HeatBox | null;
  readonly onZoom: (fromMs: number, toMs: number) => void;
  readonly onBox: (selection: BrushSelection) => void;
  readonly onOpenTrace: (traceId: string) => void;
}

const heights = { wide: 264, narrow: 190 } as const;

/** More dots than this would hide the heat map. */
const mostDots = { wide: 80, narrow: 24 } as const;

/** What the note below the heat map takes is the lines' own. */
const noteHeight = 20;

/** Dashes of the quantiles: the higher one is the more broken, so that they are told apart without colours. */
const dashes: Readonly<Record<number, readonly number[]>> = { 0.5: [], 0.95: [6, 3], 0.99: [2, 3] };

/** The chosen chart in full: lines for rates, the heat map for durations. */
export function LargeChart({ data, metric, box, onZoom, onBox, onOpenTrace }: LargeChartProps) {
  const size = useMediaQuery(NARROW) ? 'narrow' : 'wide';
  const height = heights[size];
  const answer = useMemo(() => answerOf(data, metric), [data, metric]);
  const dots = useMemo(() => spreadOut(data.exemplars, mostDots[size]).map(dotOf), [data, size]);
  const lines = useMemo(
    () => data.quantiles.map(({ quantile, values }) => ({ name: `p${quantile * 100}`, times: data.times, values, dashes: dashes[quantile] ?? [] })),
    [data],
  );
  const selected = useMemo<BrushSelection | null>(() => (box === null ? null : {
    fromMs: box.fromMs,
    toMs: box.toMs,
    minNanoseconds: box.minNanoseconds ?? undefined,
    maxNanoseconds: box.maxNanoseconds ?? undefined,
  }), [box]);

  if (metric === 'duration') {
    return (
      <Suspense
        fallback={
          <div style={{ height, overflow: 'hidden' }}>
            <Skeleton rows={9} height={24} label="Loading the chart" />
          </div>
        }
      >
        <DurationChart
          data={data}
          dots={dots}
          isFaint={false}
          lines={lines}
          selected={selected}
          height={height}
          onBrush={onBox}
          onOpenTrace={({ traceId }) => onOpenTrace(traceId)}
        />
      </Suspense>
    );
  }
  return (
    <SeriesChart
      answer={answer}
      shown={answer.series}
      colorOf={firstColor}
      mode="lines"
      unit={metric === 'share' ? 'percent' : 'perSecond'}
      fromMs={data.fromMs}
      toMs={data.toMs}
      height={height + noteHeight}
      onSelectRange={onZoom}
      onOpenTrace={onOpenTrace}
    />
  );
}

const firstColor = () => spanColor(0);

/** The chart's numbers as one line; a dot stands on the line at its time. */
function answerOf(data: RedData, metric: DrillMetric): MetricsAnswer {
  const [name, values] = metric === 'rate' ? ['spans', data.spansPerSecond] as const
    : metric === 'errors' ? ['spans with errors', data.errorsPerSecond] as const
      : ['share of spans with errors', data.errorShare] as const;
  const exemplars = data.exemplars
    .filter(({ isError }) => metric === 'rate' || isError)
    .flatMap(({ traceId, timestampMs }) => {
      const value = valueAt(data, values, timestampMs);
      return Number.isNaN(value) ? [] : [{ traceId, timestampMs, value }];
    });
  const series: MetricsSeries = { name, values, exemplars };
  return { times: data.times, series: [series] };
}

/** The height of a line at some time, between the values beside it. */
function valueAt({ times, stepSeconds }: RedData, values: readonly number[], timestampMs: number): number {
  const position = (timestampMs - times[0]!) / (stepSeconds * 1000);
  const left = Math.min(Math.max(Math.floor(position), 0), values.length - 1);
  const right = Math.min(left + 1, values.length - 1);
  const part = Math.min(Math.max(position - left, 0), 1);
  return values[left]! * (1 - part) + values[right]! * part;
}

/** Some of the exemplars, from all of the range: they come in the order of their times. */
function spreadOut(exemplars: readonly RedExemplar[], most: number): readonly RedExemplar[] {
  const every = Math.ceil(exemplars.length / most);
  return every <= 1 ? exemplars : exemplars.filter((_, i) => i % every === 0);
}

function dotOf({ traceId, timestampMs, durationNanoseconds, isError }: RedExemplar): ChartDot {
  return { traceId, startUnixNano: BigInt(Math.round(timestampMs * 1000)) * 1000n, durationNanoseconds, errorCount: isError ? 1 : 0 };
}
