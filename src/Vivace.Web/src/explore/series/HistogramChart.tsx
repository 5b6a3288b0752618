import { useEffect, useMemo, useRef, useState, type PointerEvent } from 'react';
import { useResolvedTheme } from '../../theme/theme';
import { useZone } from '../../time/useZone';
import { zoneOffsetMinutes } from '../../time/zones';
import { readChartColors } from '../chart/drawChart';
import { linearScale, timeTicks } from '../chart/scale';
import type { HistogramGrid } from './histogramGrid';
import styles from './SeriesChart.module.css';
import { useWidth } from '../chart/useWidth';
import { indexAt, seriesMargins } from './seriesPlot';
import { formatValue, type Unit } from './units';

export interface HistogramChartProps {
  readonly grid: HistogramGrid;
  /** Of the bounds of the buckets. */
  readonly unit: Unit;
  readonly fromMs: number;
  readonly toMs: number;
  readonly onSelectRange: (fromMs: number, toMs: number) => void;
}

const height = 240;
/** Less than this many pixels is a click. */
const dragPixels = 5;

/** How many values lie in each bucket over time, as colours. Dragging selects a time range. */
export function HistogramChart({ grid, unit, fromMs, toMs, onSelectRange }: HistogramChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useWidth(frame);
  const [pointer, setPointer] = useState<{ readonly x: number; readonly y: number } | undefined>(undefined);
  const [dragFrom, setDragFrom] = useState<number | undefined>(undefined);
  const theme = useResolvedTheme();
  const zone = useZone();

  const plot = useMemo(() => {
    const plotWidth = Math.max(40, width - seriesMargins.left - seriesMargins.right);
    const plotHeight = height - seriesMargins.top - seriesMargins.bottom;
    return { width: plotWidth, height: plotHeight, time: linearScale([fromMs, toMs], [0, plotWidth]), row: plotHeight / Math.max(grid.buckets.length, 1) };
  }, [width, fromMs, toMs, grid]);
  const timeMarks = useMemo(
    () => timeTicks(fromMs, toMs, Math.max(2, Math.floor(plot.width / 110)), zoneOffsetMinutes(toMs, zone.name) * 60_000),
    [fromMs, toMs, plot, zone],
  );

  useEffect(() => {
    const context = canvas.current?.getContext('2d') ?? null;
    if (canvas.current === null || context === null || width === 0) return;
    const colors = readChartColors();
    const ratio = window.devicePixelRatio || 1;
    canvas.current.width = Math.round(width * ratio);
    canvas.current.height = Math.round(height * ratio);
    context.setTransform(ratio, 0, 0, ratio, seriesMargins.left * ratio, seriesMargins.top * ratio);
    context.fillStyle = colors.grid;
    for (const mark of timeMarks) context.fillRect(Math.round(plot.time.toPixel(mark)), 0, 1, plot.height);
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
    // The theme changes what the tokens say.
  }, [grid, plot, timeMarks, width, theme]);

  const placeOf = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: Math.min(Math.max(0, event.clientX - box.left), plot.width), y: Math.min(Math.max(0, event.clientY - box.top), plot.height - 1) };
  };
  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    const { x } = placeOf(event);
    if (dragFrom !== undefined && Math.abs(x - dragFrom) >= dragPixels) {
      onSelectRange(Math.round(plot.time.toValue(Math.min(x, dragFrom))), Math.round(plot.time.toValue(Math.max(x, dragFrom))));
    }
    setDragFrom(undefined);
  };
  const isDragged = dragFrom !== undefined && pointer !== undefined && Math.abs(pointer.x - dragFrom) >= dragPixels;
  const at = pointer === undefined || isDragged ? undefined : indexAt(grid.times, grid.stepMs, plot.time.toValue(pointer.x));
  const level = pointer === undefined ? 0 : Math.min(Math.floor((plot.height - pointer.y) / plot.row), grid.buckets.length - 1);
  const showsDays = toMs - fromMs > 86_400_000;
  const every = Math.max(1, Math.ceil(grid.buckets.length / Math.floor(plot.height / 20)));
  const boundsOf = (index: number) => `${index === 0 ? '' : `${formatValue(grid.buckets[index - 1]!, unit)} – `}${index === 0 ? '≤ ' : ''}${formatValue(grid.buckets[index]!, unit)}`;

  return (
    <div ref={frame} className={styles.frame} style={{ height }} role="img" aria-label={`Histogram over time with ${grid.buckets.length} buckets; at most ${formatValue(grid.most, 'none')} values in one. The table has the numbers.`}>
      <canvas ref={canvas} className={styles.canvas} aria-hidden />
      <div className={styles.axes} aria-hidden>
        {grid.buckets.map((bound, index) => index % every === 0 && (
          <span key={bound} className={styles.value} style={{ top: seriesMargins.top + plot.height - (index + 1) * plot.row, width: seriesMargins.left - 8 }}>
            {formatValue(bound, unit)}
          </span>
        ))}
        {timeMarks.map((mark) => (
          <span key={mark} className={styles.time} style={{ left: seriesMargins.left + plot.time.toPixel(mark), top: seriesMargins.top + plot.height + 4 }}>
            {showsDays ? zone.instant(BigInt(mark) * 1_000_000n, 'minute').slice(5) : zone.timeOfDay(BigInt(mark) * 1_000_000n, toMs - fromMs < 600_000 ? 'second' : 'minute')}
          </span>
        ))}
      </div>
      <div
        className={styles.plot}
        style={{ left: seriesMargins.left, top: seriesMargins.top, width: plot.width, height: plot.height }}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          setDragFrom(placeOf(event).x);
        }}
        onPointerMove={(event) => setPointer(placeOf(event))}
        onPointerUp={onPointerUp}
        onPointerCancel={() => setDragFrom(undefined)}
        onPointerLeave={() => setPointer(undefined)}
      >
        {isDragged && <div className={styles.brush} style={{ left: Math.min(dragFrom, pointer.x), width: Math.abs(pointer.x - dragFrom) }} />}
        {pointer !== undefined && at !== undefined && (
          <div className={styles.tooltip} style={pointer.x > plot.width / 2 ? { right: plot.width - pointer.x + 12, top: 4 } : { left: pointer.x + 12, top: 4 }}>
            <strong>{zone.instant(BigInt(grid.times[at]!) * 1_000_000n)} {zone.offset(BigInt(grid.times[at]!) * 1_000_000n)}</strong>
            <span className={styles.row}>
              <span className={styles.name}>{boundsOf(level)}</span>
              <span className={styles.number}>{formatValue(grid.counts[level]![at]!, 'none')}</span>
            </span>
          </div>
        )}
      </div>
    </div>
  );
}
