import { useEffect, useMemo, useRef } from 'react';
import { useResolvedTheme } from '../../theme/theme';
import { useZone } from '../../time/useZone';
import { timeDrag } from '../chart/brush';
import { ChartFrame } from '../chart/ChartFrame';
import { DotFacts } from '../chart/DotFacts';
import { readChartColors } from '../chart/drawChart';
import { PlotArea, type Place } from '../chart/PlotArea';
import { linearScale } from '../chart/scale';
import { TooltipBox } from '../chart/TooltipBox';
import { useTimeAxis } from '../chart/useTimeAxis';
import { useWidth } from '../chart/useWidth';
import { drawExemplars, exemplarTargets, nearestExemplar, type PlacedExemplar } from './exemplarDots';
import type { HistogramGrid } from './histogramGrid';
import styles from './SeriesChart.module.css';
import { indexAt, seriesMargins } from './seriesPlot';
import { formatValue, type Unit } from './units';

export interface HistogramChartProps {
  readonly grid: HistogramGrid;
  /** Of the bounds of the buckets. */
  readonly unit: Unit;
  readonly fromMs: number;
  readonly toMs: number;
  readonly onSelectRange: (fromMs: number, toMs: number) => void;
  readonly onOpenTrace: (traceId: string) => void;
}

const height = 240;
/** How many values lie in each bucket over time, as colours. Dragging selects a time range; a dot opens the trace that it stands for. */
export function HistogramChart({ grid, unit, fromMs, toMs, onSelectRange, onOpenTrace }: HistogramChartProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const theme = useResolvedTheme();
  const zone = useZone();

  const plot = useMemo(() => {
    const plotWidth = Math.max(40, width - seriesMargins.left - seriesMargins.right);
    const plotHeight = height - seriesMargins.top - seriesMargins.bottom;
    return { width: plotWidth, height: plotHeight, time: linearScale([fromMs, toMs], [0, plotWidth]), row: plotHeight / Math.max(grid.buckets.length, 1) };
  }, [width, fromMs, toMs, grid]);
  // An exemplar of a histogram tells its bucket, not its value: its dot stands in the middle of the row.
  const exemplars = useMemo<PlacedExemplar[]>(
    () => grid.exemplars.map(({ level, exemplar }) => ({ exemplar, series: 0, x: plot.time.toPixel(exemplar.timestampMs), y: plot.height - (level + 0.5) * plot.row })),
    [grid, plot],
  );
  const times = useTimeAxis(fromMs, toMs, plot.width, plot.time);

  useEffect(() => {
    const context = canvas.current?.getContext('2d') ?? null;
    if (canvas.current === null || context === null || width === 0) return;
    const colors = readChartColors();
    const ratio = window.devicePixelRatio || 1;
    canvas.current.width = Math.round(width * ratio);
    canvas.current.height = Math.round(height * ratio);
    context.setTransform(ratio, 0, 0, ratio, seriesMargins.left * ratio, seriesMargins.top * ratio);
    context.fillStyle = colors.grid;
    for (const mark of times.marks) context.fillRect(Math.round(plot.time.toPixel(mark)), 0, 1, plot.height);
    context.fillRect(0, plot.height, plot.width, 1);
    for (const [level, row] of grid.counts.entries()) {
      for (const [at, count] of row.entries()) {
        if (count === 0) continue;
        const left = Math.max(0, plot.time.toPixel(grid.times[at]! - grid.stepMs));
        const right = Math.min(plot.width, plot.time.toPixel(grid.times[at]!));
        // Few among many have to be seen: the square root gives them a colour of their own.
        context.fillStyle = colors.heat[Math.min(Math.floor(Math.sqrt(count / grid.most) * colors.heat.length), colors.heat.length - 1)]!;
        context.fillRect(left, plot.height - (level + 1) * plot.row, Math.max(right - left - 0.5, 1), Math.max(plot.row - 0.5, 1));
      }
    }
    drawExemplars(context, exemplars, () => colors.dot, colors.surface);
    // The theme changes what the tokens say.
  }, [grid, plot, exemplars, times, width, theme]);

  const every = Math.max(1, Math.ceil(grid.buckets.length / Math.floor(plot.height / 20)));
  const boundsOf = (index: number) => `${index === 0 ? '' : `${formatValue(grid.buckets[index - 1]!, unit)} – `}${index === 0 ? '≤ ' : ''}${formatValue(grid.buckets[index]!, unit)}`;
  const tooltip = ({ x, y }: Place) => {
    const at = indexAt(grid.times, grid.stepMs, plot.time.toValue(x));
    if (at === undefined) return null;
    const level = Math.min(Math.max(0, Math.ceil((plot.height - y) / plot.row) - 1), grid.buckets.length - 1);
    const dot = nearestExemplar(exemplars, x, y);
    const end = BigInt(grid.times[at]!) * 1_000_000n;
    return (
      <TooltipBox x={x} top={4} width={plot.width}>
        <strong>{zone.instant(end)} {zone.offset(end)}</strong>
        <span className={styles.row}>
          <span className={styles.name}>{boundsOf(level)}</span>
          <span className={styles.number}>{formatValue(grid.counts[level]![at]!, 'none')}</span>
        </span>
        {dot !== undefined && <div className={styles.dot}><DotFacts dot={dot} /></div>}
      </TooltipBox>
    );
  };
  const textAt = (ms: number) => {
    const at = indexAt(grid.times, grid.stepMs, ms);
    return at === undefined ? undefined : formatValue(grid.counts.reduce((sum, row) => sum + row[at]!, 0), 'none');
  };

  return (
    <ChartFrame
      label={`Histogram over time with ${grid.buckets.length} buckets; at most ${formatValue(grid.most, 'none')} values in one. The table has the numbers.`}
      height={height}
      frame={frame}
      canvas={canvas}
      left={seriesMargins.left}
      top={seriesMargins.top}
      labels={grid.buckets.flatMap((bound, index) => (index % every === 0 ? [{ y: plot.height - (index + 1) * plot.row, text: formatValue(bound, unit) }] : []))}
      times={times}
      timesTop={plot.height + 4}
    >
      <PlotArea
        left={seriesMargins.left}
        top={seriesMargins.top}
        width={plot.width}
        height={plot.height}
        label="Time and bucket"
        time={plot.time}
        stepMs={grid.stepMs}
        textAt={textAt}
        {...timeDrag(plot, onSelectRange)}
        {...exemplarTargets(exemplars, onOpenTrace)}
        tooltip={tooltip}
      />
    </ChartFrame>
  );
}
