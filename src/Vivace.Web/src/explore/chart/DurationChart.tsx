import { useEffect, useMemo, useRef } from 'react';
import { NARROW, useMediaQuery } from '../../app/useMediaQuery';
import { useResolvedTheme } from '../../theme/theme';
import { formatDuration } from '../../time/durations';
import { useZone } from '../../time/useZone';
import { formatCompact } from '../../ui/formatNumbers';
import { boxOf, selectionOf, type BrushSelection, type Drag } from './brush';
import { ChartFrame } from './ChartFrame';
import { ChartTooltip } from './ChartTooltip';
import { drawChart, readChartColors, type DurationLine } from './drawChart';
import styles from './DurationChart.module.css';
import type { ChartData } from './fetchChart';
import { layoutOf, margins, nearestDot, type ChartDot, type ChartLayout } from './plot';
import { PlotArea, type Place } from './PlotArea';
import { factsAt } from './pointFacts';
import { durationTicks } from './scale';
import { useTimeAxis } from './useTimeAxis';
import { useWidth } from './useWidth';

/** Properties of `DurationChart`. */
export interface DurationChartProps {
  readonly data: ChartData;
  /** Traces to draw as dots; empty for the heat map alone. */
  readonly dots: readonly ChartDot[];
  /** Whether the heat map steps back behind the dots; it does when there are any. */
  readonly isFaint?: boolean;
  /** Durations over time above the heat map. */
  readonly lines?: readonly DurationLine[];
  /** A selection that stays on the chart. */
  readonly selected?: BrushSelection | null;
  /** Of the whole picture, in pixels. */
  readonly height?: number;
  readonly onBrush: (selection: BrushSelection) => void;
  readonly onOpenTrace: (trace: ChartDot) => void;
}

/** Height of the whole picture in pixels. */
const heights = { wide: 196, narrow: 150 } as const;

/**
 * Durations over time as a heat map, spans by status below it. Dragging selects a time range, and durations when the drag goes up or
 * down, too. Esc gives a drag up.
 */
export function DurationChart({ data, dots, isFaint = dots.length > 0, lines = noLines, selected = null, height, onBrush, onOpenTrace }: DurationChartProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const theme = useResolvedTheme();
  const zone = useZone();
  const usualHeight = heights[useMediaQuery(NARROW) ? 'narrow' : 'wide'];
  const chartHeight = height ?? usualHeight;

  const layout = useMemo(() => layoutOf(data, width, chartHeight, dots), [data, width, chartHeight, dots]);
  const durationMarks = useMemo(() => durationTicks(layout.durations, 6), [layout]);
  const times = useTimeAxis(data.fromMs, data.toMs, layout.width, layout.time);

  useEffect(() => {
    if (canvas.current === null || width === 0) return;
    drawChart(canvas.current, { data, layout, colors: readChartColors(), durationMarks, timeMarks: times.marks, dots, isFaint, lines });
  }, [data, layout, durationMarks, times, dots, isFaint, lines, width, theme]);

  const tooltip = ({ x, y }: Place) => {
    const dot = nearestDot(layout, dots, x, y);
    const facts = factsAt(data, layout, x, y);
    return (facts !== undefined || dot !== undefined) && <ChartTooltip x={x} y={y} width={layout.width} facts={facts} trace={dot} zone={zone} />;
  };
  const textAt = (ms: number) => {
    const facts = factsAt(data, layout, layout.time.toPixel(ms), layout.barsTop);
    if (facts === undefined) return undefined;
    return `${facts.spans.toLocaleString('en')} ${facts.spans === 1 ? 'span' : 'spans'}${facts.errors > 0 ? `, ${facts.errors.toLocaleString('en')} with errors` : ''}`;
  };
  // A box of durations ends with the map; one of times alone goes on over the counts.
  const drawnBoxOf = (drag: Drag) => {
    if (selectionOf(drag, layout) === undefined) return undefined;
    const box = boxOf(drag, layout);
    return box.bottom === layout.height ? { ...box, bottom: layout.barsTop + layout.barsHeight } : box;
  };
  const errors = data.bars.error.reduce((sum, count) => sum + count, 0);

  return (
    <ChartFrame
      label={`${data.bars.total.toLocaleString('en')} spans, ${errors.toLocaleString('en')} with errors, by time and duration. To choose a time range or durations by keyboard, use the time picker and the duration field.`}
      height={chartHeight}
      frame={frame}
      canvas={canvas}
      left={margins.left}
      top={margins.top}
      labels={[
        ...durationMarks.map((mark) => ({ y: layout.duration.toPixel(mark), text: formatDuration(mark) })),
        { y: layout.barsTop, text: formatCompact(data.bars.max), isBelow: true },
      ]}
      times={times}
      timesTop={layout.barsTop + layout.barsHeight + 3}
    >
      <PlotArea
        left={margins.left}
        top={margins.top}
        width={layout.width}
        height={layout.barsTop + layout.barsHeight}
        label="Time and duration"
        time={layout.time}
        stepMs={data.heat.stepMs}
        textAt={textAt}
        boxOf={drawnBoxOf}
        onSelect={(drag) => onBrush(selectionOf(drag, layout)!)}
        isTarget={({ x, y }) => nearestDot(layout, dots, x, y) !== undefined}
        onClick={({ x, y }) => {
          const dot = nearestDot(layout, dots, x, y);
          if (dot !== undefined) onOpenTrace(dot);
        }}
        tooltip={tooltip}
      >
        {selected !== null && <div className={styles.selected} style={placeOfSelection(selected, layout)} />}
      </PlotArea>
    </ChartFrame>
  );
}

const noLines: readonly DurationLine[] = [];

/** Where a selection stands on the plot, cut at its edges. */
function placeOfSelection({ fromMs, toMs, minNanoseconds, maxNanoseconds }: BrushSelection, layout: ChartLayout) {
  const inside = (value: number, most: number) => Math.min(Math.max(value, 0), most);
  const [left, right] = [inside(layout.time.toPixel(fromMs), layout.width), inside(layout.time.toPixel(toMs), layout.width)];
  const top = maxNanoseconds === undefined ? 0 : inside(layout.duration.toPixel(maxNanoseconds), layout.height);
  const bottom = minNanoseconds === undefined ? layout.height : inside(layout.duration.toPixel(minNanoseconds), layout.height);
  return { left, width: Math.max(2, right - left), top, height: Math.max(2, bottom - top) };
}
