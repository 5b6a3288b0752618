import { useRef, type PointerEvent } from 'react';
import styles from './GraphMinimap.module.css';
import type { Point } from './layoutGraph';
import { boundsOf, centreOn, seenBox, type Size, type Viewport } from './viewport';

export interface GraphMinimapProps {
  readonly places: ReadonlyMap<string, Point>;
  readonly failing: ReadonlySet<string>;
  readonly viewport: Viewport;
  readonly size: Size;
  readonly onMove: (change: (before: Viewport) => Viewport) => void;
}

const WIDTH = 150;

/** The whole graph in small, with what is seen of it; pressing or dragging goes there. */
export function GraphMinimap({ places, failing, viewport, size, onMove }: GraphMinimapProps) {
  const isDown = useRef(false);
  const bounds = boundsOf(places.values(), 40);
  const height = Math.min(110, Math.max(40, (bounds.height / bounds.width) * WIDTH));
  const seen = seenBox(viewport, size);
  const go = (event: PointerEvent<SVGSVGElement>) => {
    const { left, top, width, height: tall } = event.currentTarget.getBoundingClientRect();
    // The picture is centred in its box, as preserveAspectRatio does it.
    const scale = Math.min(width / bounds.width, tall / bounds.height);
    const x = (event.clientX - left - (width - bounds.width * scale) / 2) / scale + bounds.x;
    const y = (event.clientY - top - (tall - bounds.height * scale) / 2) / scale + bounds.y;
    onMove((before) => centreOn(before, { x, y }, size));
  };
  return (
    <svg
      aria-hidden
      className={styles.minimap}
      width={WIDTH}
      height={height}
      viewBox={`${bounds.x} ${bounds.y} ${bounds.width} ${bounds.height}`}
      onPointerDown={(event) => {
        isDown.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
        go(event);
      }}
      onPointerMove={(event) => isDown.current && go(event)}
      onPointerUp={() => {
        isDown.current = false;
      }}
    >
      {[...places].map(([key, { x, y }]) => (
        <circle key={key} cx={x} cy={y} r={bounds.width / 60} className={failing.has(key) ? styles.failing : styles.node} />
      ))}
      <rect className={styles.seen} x={seen.x} y={seen.y} width={seen.width} height={seen.height} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
