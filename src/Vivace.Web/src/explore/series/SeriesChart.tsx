import { useEffect, useMemo, useRef, useState, type PointerEvent } from 'react';
import { readSpanColors, readToken } from '../../theme/spanColors';
import { useResolvedTheme } from '../../theme/theme';
import { useZone } from '../../time/useZone';
import { zoneOffsetMinutes } from '../../time/zones';
import { timeTicks } from '../chart/scale';
import { drawSeries } from './drawSeries';
import type { MetricsAnswer, MetricsSeries } from './metricsAnswer';
import styles from './SeriesChart.module.css';
import { useWidth } from '../chart/useWidth';
import { indexAt, layoutSeries, nearestExemplar, seriesMargins, type SeriesMode } from './seriesPlot';
import { formatValue, type Unit } from './units';

export interface SeriesChartProps {
  readonly answer: MetricsAnswer;
  readonly shown: readonly MetricsSeries[];
  /** The number of the colour of each shown series. */
  readonly colorOf: (series: MetricsSeries) => number;
  readonly mode: SeriesMode;
  readonly unit: Unit;
  readonly fromMs: number;
  readonly toMs: number;
  /** Of the whole picture, in pixels. */
  readonly height?: number;
  readonly onSelectRange: (fromMs: number, toMs: number) => void;
  readonly onOpenTrace: (traceId: string) => void;
}

const USUAL_HEIGHT = 240;

/** Series that the tooltip lists, the largest first. */
const LISTED = 8;

/** Less than this many pixels is a click. */
const DRAG_PIXELS = 5;

/** Series over time as lines or stacked bars. Dragging selects a time range; a dot opens the trace that it stands for. */
export function SeriesChart({ answer, shown, colorOf, mode, unit, fromMs, toMs, height = USUAL_HEIGHT, onSelectRange, onOpenTrace }: SeriesChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useWidth(frame);
  const [pointer, setPointer] = useState<{ readonly x: number; readonly y: number } | undefined>(undefined);
  const [dragFrom, setDragFrom] = useState<number | undefined>(undefined);
  const theme = useResolvedTheme();
  const zone = useZone();

  const layout = useMemo(() => layoutSeries(answer, shown, mode, [fromMs, toMs], { width, height }), [answer, shown, mode, fromMs, toMs, width, height]);
  const timeMarks = useMemo(
    () => timeTicks(fromMs, toMs, Math.max(2, Math.floor(layout.width / 110)), zoneOffsetMinutes(toMs, zone.name) * 60_000),
    [fromMs, toMs, layout, zone],
  );

  useEffect(() => {
    if (canvas.current === null || width === 0) return;
    const hues = readSpanColors();
    drawSeries(canvas.current, {
      answer,
      shown,
      layout,
      mode,
      colors: shown.map((series) => hues[colorOf(series) % hues.length]!),
      grid: readToken('--chart-grid'),
      surface: readToken('--surface'),
      timeMarks,
    });
    // The theme changes what the tokens say.
  }, [answer, shown, colorOf, layout, mode, timeMarks, width, theme]);

  useEffect(() => {
    if (dragFrom === undefined) return undefined;
    const giveUp = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setDragFrom(undefined);
    };
    window.addEventListener('keydown', giveUp);
    return () => window.removeEventListener('keydown', giveUp);
  }, [dragFrom]);

  const placeOf = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: Math.min(Math.max(0, event.clientX - box.left), layout.width), y: event.clientY - box.top };
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setDragFrom(placeOf(event).x);
  };
  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    if (dragFrom === undefined) return;
    const { x, y } = placeOf(event);
    setDragFrom(undefined);
    if (Math.abs(x - dragFrom) >= DRAG_PIXELS) {
      onSelectRange(Math.round(layout.time.toValue(Math.min(x, dragFrom))), Math.round(layout.time.toValue(Math.max(x, dragFrom))));
      return;
    }
    const exemplar = mode === 'lines' ? nearestExemplar(layout, shown, x, y) : undefined;
    if (exemplar !== undefined) onOpenTrace(exemplar.traceId);
  };

  const isDragged = dragFrom !== undefined && pointer !== undefined && Math.abs(pointer.x - dragFrom) >= DRAG_PIXELS;
  const index = pointer === undefined || isDragged ? undefined : indexAt(answer.times, layout.stepMs, layout.time.toValue(pointer.x));
  const exemplar = pointer === undefined || isDragged || mode === 'bars' ? undefined : nearestExemplar(layout, shown, pointer.x, pointer.y);
  const rows = index === undefined
    ? []
    : shown.map((series) => ({ series, value: series.values[index]! })).filter(({ value }) => !Number.isNaN(value)).sort((a, b) => b.value - a.value);
  const showsDays = toMs - fromMs > 86_400_000;

  return (
    <div ref={frame} className={styles.frame} style={{ height }} role="img" aria-label={`${shown.length} series over time. Their numbers are in the legend; to choose a time range by keyboard, use the time picker.`}>
      <canvas ref={canvas} className={styles.canvas} aria-hidden />
      <div className={styles.axes} aria-hidden>
        {layout.valueMarks.map((mark) => (
          <span key={mark} className={styles.value} style={{ top: seriesMargins.top + layout.value.toPixel(mark), width: seriesMargins.left - 8 }}>{formatValue(mark, unit)}</span>
        ))}
        {timeMarks.map((mark) => (
          <span key={mark} className={styles.time} style={{ left: seriesMargins.left + layout.time.toPixel(mark), top: seriesMargins.top + layout.height + 4 }}>
            {showsDays ? zone.instant(BigInt(mark) * 1_000_000n, 'minute').slice(5) : zone.timeOfDay(BigInt(mark) * 1_000_000n, toMs - fromMs < 600_000 ? 'second' : 'minute')}
          </span>
        ))}
      </div>
      <div
        className={styles.plot}
        data-on-dot={exemplar !== undefined || undefined}
        style={{ left: seriesMargins.left, top: seriesMargins.top, width: layout.width, height: layout.height }}
        onPointerDown={onPointerDown}
        onPointerMove={(event) => setPointer(placeOf(event))}
        onPointerUp={onPointerUp}
        onPointerCancel={() => setDragFrom(undefined)}
        onPointerLeave={() => setPointer(undefined)}
      >
        {pointer !== undefined && !isDragged && <div className={styles.cursor} style={{ left: pointer.x }} />}
        {isDragged && <div className={styles.brush} style={{ left: Math.min(dragFrom, pointer.x), width: Math.abs(pointer.x - dragFrom) }} />}
        {pointer !== undefined && index !== undefined && (rows.length > 0 || exemplar !== undefined) && (
          <div className={styles.tooltip} style={pointer.x > layout.width / 2 ? { right: layout.width - pointer.x + 12, top: 4 } : { left: pointer.x + 12, top: 4 }}>
            <strong>{zone.instant(BigInt(answer.times[index]!) * 1_000_000n)} {zone.offset(BigInt(answer.times[index]!) * 1_000_000n)}</strong>
            {rows.slice(0, LISTED).map(({ series, value }) => (
              <span key={series.name} className={styles.row}>
                <span className={styles.swatch} style={{ background: `var(--span-${(colorOf(series) % 24) + 1})` }} />
                <span className={styles.name}>{series.name}</span>
                <span className={styles.number}>{formatValue(value, unit)}</span>
              </span>
            ))}
            {rows.length > LISTED && <span className={styles.faint}>and {rows.length - LISTED} more</span>}
            {exemplar !== undefined && <span className={styles.faint}>A click opens trace {exemplar.traceId.slice(0, 8)}…</span>}
          </div>
        )}
      </div>
    </div>
  );
}
