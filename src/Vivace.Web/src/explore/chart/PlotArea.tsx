import { useEffect, useState, type PointerEvent, type ReactNode } from 'react';
import type { Box, Drag } from './brush';
import styles from './PlotArea.module.css';

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

/** The plot of a chart: the line and the words at the pointer, and the box that is dragged. Esc gives a drag up. */
export function PlotArea({ left, top, width, height, boxOf, onSelect, onClick, isTarget, tooltip, children }: PlotAreaProps) {
  const [pointer, setPointer] = useState<Place | undefined>(undefined);
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
    setPointer({ x, y });
    if (drag !== undefined) setDrag({ ...drag, toX: x, toY: y });
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
  return (
    <div
      className={styles.plot}
      data-on-target={(pointer !== undefined && drag === undefined && isTarget?.(pointer)) || undefined}
      style={{ left, top, width, height }}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => setDrag(undefined)}
      onPointerLeave={() => setPointer(undefined)}
    >
      {children}
      {pointer !== undefined && box === undefined && <div className={styles.cursor} style={{ left: pointer.x }} />}
      {box !== undefined && <div className={styles.brush} style={{ left: box.left, top: box.top, width: box.right - box.left, height: box.bottom - box.top }} />}
      {pointer !== undefined && box === undefined && tooltip(pointer)}
    </div>
  );
}
