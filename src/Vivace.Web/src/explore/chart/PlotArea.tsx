import { useEffect, useState, type KeyboardEvent as ReactKeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { useZone } from '../../time/useZone';
import { TimeCursorLine } from '../../ui/TimeCursorLine';
import { useTimePointer } from '../../ui/timeCursor';
import type { Box, Drag } from './brush';
import styles from './PlotArea.module.css';
import type { Scale } from './scale';

/** A place of a plot in pixels, from its upper left corner. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface PlotAreaProps {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** What the plot is about, for screen readers; arrow keys read it. */
  readonly label: string;
  /** Unix milliseconds and pixels. */
  readonly time: Scale;
  /** How far an arrow key goes. */
  readonly stepMs: number;
  /** What the plot has at a time, in a few words: shown where another chart of the page is pointed at. */
  readonly textAt: (ms: number) => string | undefined;
  /** The box that a drag has drawn so far; undefined while it is a click still. */
  readonly boxOf: (drag: Drag) => Box | undefined;
  /** A drag that drew a box came to its end. */
  readonly onSelect: (drag: Drag) => void;
  readonly onClick?: (place: Place) => void;
  /** Whether a click there does something. */
  readonly isTarget?: (place: Place) => boolean;
  /** What is said of a place beside the pointer. */
  readonly tooltip: (place: Place) => ReactNode;
  /** What stays on the plot. */
  readonly children?: ReactNode;
}

/** Pixels of a step up or down. */
const rowPixels = 8;

/**
 * The plot of a chart: the line and the words at the pointer, the line where another chart is pointed at, and the box that is dragged.
 * Esc gives a drag up. With the focus, the arrow keys are the pointer and Enter is a click.
 */
export function PlotArea({ left, top, width, height, label, time, stepMs, textAt, boxOf, onSelect, onClick, isTarget, tooltip, children }: PlotAreaProps) {
  const [pointer, setPointer] = useState<Place | undefined>(undefined);
  const { source, point, leave } = useTimePointer();
  const zone = useZone();
  const [drag, setDrag] = useState<Drag | undefined>(undefined);
  useEffect(() => {
    if (drag === undefined) return undefined;
    const giveUp = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setDrag(undefined);
    };
    window.addEventListener('keydown', giveUp);
    return () => window.removeEventListener('keydown', giveUp);
  }, [drag]);

  const placeOf = (event: PointerEvent<HTMLElement>): Place => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: Math.min(Math.max(0, event.clientX - box.left), width), y: Math.min(Math.max(0, event.clientY - box.top), height) };
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const { x, y } = placeOf(event);
    setDrag({ fromX: x, fromY: y, toX: x, toY: y });
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const { x, y } = placeOf(event);
    goTo({ x, y });
    if (drag !== undefined) setDrag({ ...drag, toX: x, toY: y });
  };
  const goTo = (place: Place) => {
    setPointer(place);
    point(time.toValue(place.x));
  };
  const goAway = () => {
    setPointer(undefined);
    leave();
  };
  const [fromMs, toMs] = [time.toValue(0), time.toValue(width)];
  const onKeyDown = (event: ReactKeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && pointer === undefined && drag === undefined) return;
    const at = pointer ?? { x: width, y: height / 2 };
    const timeAt = (ms: number): Place => ({ x: time.toPixel(Math.min(Math.max(ms, fromMs), toMs)), y: at.y });
    const step = (steps: number) => goTo(pointer === undefined ? at : timeAt(time.toValue(at.x) + steps * stepMs));
    const row = (pixels: number) => goTo({ x: at.x, y: Math.min(Math.max(at.y + pixels, 0), height) });
    const keys: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => step(-1),
      ArrowRight: () => step(1),
      PageDown: () => step(-10),
      PageUp: () => step(10),
      Home: () => goTo(timeAt(fromMs)),
      End: () => goTo(timeAt(toMs)),
      ArrowUp: () => row(-rowPixels),
      ArrowDown: () => row(rowPixels),
      Enter: () => onClick?.(at),
      Escape: () => (drag === undefined ? goAway() : setDrag(undefined)),
    };
    const act = keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    if (drag === undefined) return;
    const { x, y } = placeOf(event);
    setDrag(undefined);
    const done = { ...drag, toX: x, toY: y };
    if (boxOf(done) === undefined) onClick?.({ x, y });
    else onSelect(done);
  };

  const box = drag === undefined ? undefined : boxOf(drag);
  const nowMs = Math.round(time.toValue(pointer?.x ?? width));
  const words = zone.instant(BigInt(nowMs) * 1_000_000n, 'second');
  return (
    <div
      className={styles.plot}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={Math.round(fromMs)}
      aria-valuemax={Math.round(toMs)}
      aria-valuenow={nowMs}
      aria-valuetext={pointer === undefined ? words : `${words}: ${textAt(nowMs) ?? 'nothing'}`}
      data-on-target={(pointer !== undefined && drag === undefined && isTarget?.(pointer)) || undefined}
      style={{ left, top, width, height }}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => setDrag(undefined)}
      onPointerLeave={goAway}
      onKeyDown={onKeyDown}
      onBlur={goAway}
    >
      {children}
      <TimeCursorLine fromMs={fromMs} toMs={toMs} except={source} textAt={textAt} />
      {pointer !== undefined && box === undefined && <div className={styles.cursor} data-time-pointer={nowMs} style={{ left: pointer.x }} />}
      {box !== undefined && <div className={styles.brush} style={{ left: box.left, top: box.top, width: box.right - box.left, height: box.bottom - box.top }} />}
      {pointer !== undefined && box === undefined && tooltip(pointer)}
    </div>
  );
}
