import { useEffect, useMemo, useRef, useState, type PointerEvent } from 'react';
import { NARROW, useMediaQuery } from '../../app/useMediaQuery';
import { useResolvedTheme } from '../../theme/theme';
import { formatDuration } from '../../time/durations';
import { useZone } from '../../time/useZone';
import { zoneOffsetMinutes } from '../../time/zones';
import { boxOf, selectionOf, type BrushSelection, type Drag } from './brush';
import { ChartTooltip } from './ChartTooltip';
import { drawChart, readChartColors, type DurationLine } from './drawChart';
import styles from './DurationChart.module.css';
import { useWidth } from './useWidth';
import type { ChartData } from './fetchChart';
import { layoutOf, margins, nearestDot, type ChartDot, type ChartLayout } from './plot';
import { factsAt } from './pointFacts';
import { durationTicks, timeTicks } from './scale';

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
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useWidth(frame);
  const [drag, setDrag] = useState<Drag | undefined>(undefined);
  const [pointer, setPointer] = useState<{ readonly x: number; readonly y: number } | undefined>(undefined);
  const theme = useResolvedTheme();
  const zone = useZone();
  const usualHeight = heights[useMediaQuery(NARROW) ? 'narrow' : 'wide'];
  const chartHeight = height ?? usualHeight;

  const layout = useMemo(() => layoutOf(data, width, chartHeight, dots), [data, width, chartHeight, dots]);
  const durationMarks = useMemo(() => durationTicks(layout.durations, 6), [layout]);
  const timeMarks = useMemo(
    () => timeTicks(data.fromMs, data.toMs, Math.max(2, Math.floor(layout.width / 110)), zoneOffsetMinutes(data.toMs, zone.name) * 60_000),
    [data, layout, zone],
  );

  useEffect(() => {
    if (canvas.current === null || width === 0) return;
    drawChart(canvas.current, { data, layout, colors: readChartColors(), durationMarks, timeMarks, dots, isFaint, lines });
  }, [data, layout, durationMarks, timeMarks, dots, isFaint, lines, width, theme]);

  useEffect(() => {
    if (drag === undefined) return undefined;
    const giveUp = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setDrag(undefined);
    };
    window.addEventListener('keydown', giveUp);
    return () => window.removeEventListener('keydown', giveUp);
  }, [drag]);

  const placeOf = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const { x, y } = placeOf(event);
    setDrag({ fromX: x, fromY: y, toX: x, toY: y });
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const { x, y } = placeOf(event);
    setPointer({ x, y });
    if (drag !== undefined) setDrag({ ...drag, toX: x, toY: y });
  };
  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    if (drag === undefined) return;
    const { x, y } = placeOf(event);
    setDrag(undefined);
    const selection = selectionOf({ ...drag, toX: x, toY: y }, layout);
    if (selection !== undefined) {
      onBrush(selection);
      return;
    }
    const dot = nearestDot(layout, dots, x, y);
    if (dot !== undefined) onOpenTrace(dot);
  };

  const dot = pointer === undefined || drag !== undefined ? undefined : nearestDot(layout, dots, pointer.x, pointer.y);
  const facts = pointer === undefined || drag !== undefined ? undefined : factsAt(data, layout, pointer.x, pointer.y);
  const box = drag === undefined ? undefined : boxOf(drag, layout);
  const errors = data.bars.error.reduce((sum, count) => sum + count, 0);
  const spansDay = data.toMs - data.fromMs > 86_400_000;

  return (
    <div
      ref={frame}
      className={styles.frame}
      style={{ height: chartHeight }}
      role="img"
      aria-label={`${data.bars.total.toLocaleString('en')} spans, ${errors.toLocaleString('en')} with errors, by time and duration. To choose a time range or durations by keyboard, use the time picker and the duration field.`}
    >
      <canvas ref={canvas} className={styles.canvas} aria-hidden />
      <div className={styles.axes} aria-hidden>
        {durationMarks.map((mark) => (
          <span key={mark} className={styles.duration} style={{ top: margins.top + layout.duration.toPixel(mark), width: margins.left - 8 }}>{formatDuration(mark)}</span>
        ))}
        <span className={styles.most} style={{ top: margins.top + layout.barsTop, width: margins.left - 8 }}>{compact.format(data.bars.max)}</span>
        {timeMarks.map((mark) => (
          <span key={mark} className={styles.time} style={{ left: margins.left + layout.time.toPixel(mark), top: margins.top + layout.barsTop + layout.barsHeight + 3 }}>
            {spansDay
              ? zone.instant(BigInt(mark) * 1_000_000n, 'minute').slice(5)
              : zone.timeOfDay(BigInt(mark) * 1_000_000n, data.toMs - data.fromMs < 600_000 ? 'second' : 'minute')}
          </span>
        ))}
      </div>
      <div
        className={styles.plot}
        data-on-dot={dot !== undefined || undefined}
        style={{ left: margins.left, top: margins.top, width: layout.width, height: layout.barsTop + layout.barsHeight }}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={() => setDrag(undefined)}
        onPointerLeave={() => setPointer(undefined)}
      >
        {pointer !== undefined && drag === undefined && <div className={styles.cursor} style={{ left: pointer.x }} />}
        {selected !== null && <div className={styles.selected} style={placeOfSelection(selected, layout)} />}
        {box !== undefined && (
          <div className={styles.brush} style={{ left: box.left, top: box.top, width: box.right - box.left, height: box.bottom - box.top + (box.bottom === layout.height ? margins.between + layout.barsHeight : 0) }} />
        )}
        {pointer !== undefined && (facts !== undefined || dot !== undefined) && (
          <ChartTooltip x={pointer.x} y={pointer.y} width={layout.width} facts={facts} trace={dot} zone={zone} />
        )}
      </div>
    </div>
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

const compact = new Intl.NumberFormat('en', { notation: 'compact' });
