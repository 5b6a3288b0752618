import { useEffect, useRef, useState, type PointerEvent } from 'react';
import { useResolvedTheme } from '../../theme/theme';
import { whenIdle } from '../whenIdle';
import { useTrace, useTraceActions } from '../TraceStoreContext';
import { useTimelineWheel } from '../waterfall/useTimelineWheel';
import type { ZoomRange } from '../zoom/zoomRange';
import { makeLanes } from './lanes';
import styles from './Minimap.module.css';
import { paintMinimap } from './paintMinimap';

const mostLanes = 48;

type Grip = 'new' | 'left' | 'right' | 'move';

/** The whole trace in small, with the stretch that the waterfall shows. Drag to zoom, drag its edges, double click for all. */
export function Minimap() {
  const actions = useTraceActions();
  const model = useTrace((state) => state.model);
  const colors = useTrace((state) => state.colors);
  const bounds = useTrace((state) => state.bounds);
  const zoom = useTrace((state) => state.zoom);
  const rootRow = useTrace((state) => state.rootRow);
  const found = useTrace((state) => state.find.rows);
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useResolvedTheme();
  const [drawn, setDrawn] = useState<ZoomRange | null>(null);
  const drag = useRef<{ readonly grip: Grip; readonly at: number; readonly zoom: ZoomRange } | null>(null);
  useTimelineWheel(frame, zoom ?? bounds);

  useEffect(() => {
    const element = canvas.current;
    if (element === null) return undefined;
    const paint = () => {
      const ratio = Math.min(window.devicePixelRatio || 1, 2);
      const width = Math.round(element.clientWidth * ratio);
      const height = Math.round(element.clientHeight * ratio);
      if (width === 0 || height === 0) return;
      element.width = width;
      element.height = height;
      const context = element.getContext('2d');
      if (context === null) return;
      const rows = rootRow < 0 ? { first: 0, end: model.rowCount } : { first: rootRow, end: model.subtreeEnd[rootRow]! };
      const laneCount = Math.min(Math.max(rows.end - rows.first, 8), mostLanes);
      paintMinimap(context, makeLanes(model, colors, laneCount, width, bounds.from, bounds.to, rows), colors, height);
    };
    // The rows come first; the overview follows in a task of its own.
    let cancel = whenIdle(paint);
    const observer = new ResizeObserver(() => {
      cancel();
      cancel = whenIdle(paint);
    });
    observer.observe(element);
    return () => {
      cancel();
      observer.disconnect();
    };
  }, [model, colors, bounds, rootRow, theme]);

  const whole = bounds.to - bounds.from;
  const shareOf = (time: number) => Math.min(Math.max((time - bounds.from) / whole, 0), 1);
  const timeAt = (event: PointerEvent) => {
    const box = frame.current!.getBoundingClientRect();
    return bounds.from + Math.min(Math.max((event.clientX - box.left) / (box.width || 1), 0), 1) * whole;
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    const grip = ((event.target as HTMLElement).dataset.grip as Grip | undefined) ?? 'new';
    drag.current = { grip, at: timeAt(event), zoom: zoom ?? bounds };
  };
  const onPointerMove = (event: PointerEvent) => {
    const { current } = drag;
    if (current !== null) setDrawn(dragged(current, timeAt(event)));
  };
  const finish = () => {
    if (drawn !== null && (drawn.to - drawn.from) / whole > 0.002) actions.setZoom(drawn);
    drag.current = null;
    setDrawn(null);
  };

  const shown = drawn ?? zoom;
  const left = shown === null ? 0 : shareOf(shown.from);
  const right = shown === null ? 1 : shareOf(shown.to);
  return (
    // What the pointer does here, the keys a, d, w, s and 0 do everywhere on the page.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={frame}
      className={styles.minimap}
      data-timeline
      role="group"
      aria-label="Overview of the trace"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={finish}
      onPointerCancel={() => {
        drag.current = null;
        setDrawn(null);
      }}
      onDoubleClick={() => actions.setZoom(null)}
    >
      <canvas ref={canvas} className={styles.canvas} aria-hidden />
      <FoundMarks rows={found} start={model.start} shareOf={shareOf} />
      {shown !== null && (
        <>
          <div className={styles.shade} style={{ left: 0, width: `${left * 100}%` }} />
          <div className={styles.shade} style={{ left: `${right * 100}%`, right: 0 }} />
          <div className={styles.window} data-grip="move" style={{ left: `${left * 100}%`, width: `${(right - left) * 100}%` }}>
            <span className={styles.gripLeft} data-grip="left" />
            <span className={styles.gripRight} data-grip="right" />
          </div>
        </>
      )}
    </div>
  );
}

/** At most so many marks: more would be a line. */
const mostMarks = 200;

function FoundMarks(props: { readonly rows: Int32Array; readonly start: Float64Array; shareOf(time: number): number }) {
  const { rows, start, shareOf } = props;
  const places = new Set<number>();
  for (const row of rows) {
    places.add(Math.round(shareOf(start[row]!) * 1_000));
    if (places.size > mostMarks) break;
  }
  return [...places].map((place) => <span key={place} className={styles.found} style={{ left: `${place / 10}%` }} />);
}

function dragged(drag: { readonly grip: Grip; readonly at: number; readonly zoom: ZoomRange }, time: number): ZoomRange {
  const { grip, at, zoom } = drag;
  const between = (a: number, b: number) => ({ from: Math.min(a, b), to: Math.max(a, b) });
  switch (grip) {
    case 'left':
      return between(time, zoom.to);
    case 'right':
      return between(zoom.from, time);
    case 'move':
      return { from: zoom.from + time - at, to: zoom.to + time - at };
    case 'new':
      return between(at, time);
  }
}
