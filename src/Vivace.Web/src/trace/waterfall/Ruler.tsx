import { useRef, useState, type PointerEvent } from 'react';
import { formatDuration } from '../../time/durations';
import type { ZoomRange } from '../zoom/zoomRange';
import styles from './Ruler.module.css';

export interface RulerProps {
  readonly seen: ZoomRange;
  /** What times count from. */
  readonly origin: number;
  /** Times that are marked, counted from `origin`. */
  readonly moments: readonly number[];
  onZoom: (zoom: ZoomRange | null) => void;
}

/** The scale above the bars. Dragging across it zooms, a double click shows everything. */
export function Ruler({ seen, origin, moments, onZoom }: RulerProps) {
  const [drag, setDrag] = useState<{ readonly from: number; readonly to: number } | null>(null);
  const area = useRef<HTMLDivElement>(null);
  const shareAt = (event: PointerEvent) => {
    const box = area.current!.getBoundingClientRect();
    return Math.min(Math.max((event.clientX - box.left) / (box.width || 1), 0), 1);
  };
  const seenWidth = seen.to - seen.from;
  const finish = () => {
    if (drag !== null && Math.abs(drag.to - drag.from) > 0.005) {
      const [from, to] = drag.from < drag.to ? [drag.from, drag.to] : [drag.to, drag.from];
      onZoom({ from: seen.from + from * seenWidth, to: seen.from + to * seenWidth });
    }
    setDrag(null);
  };
  return (
    <div
      ref={area}
      className={styles.ruler}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ from: shareAt(event), to: shareAt(event) });
      }}
      onPointerMove={(event) => drag !== null && setDrag({ from: drag.from, to: shareAt(event) })}
      onPointerUp={finish}
      onPointerCancel={() => setDrag(null)}
      onDoubleClick={() => onZoom(null)}
    >
      {moments.map((moment) => {
        const at = (moment + origin - seen.from) / seenWidth;
        return (
          <span key={moment} className={styles.tick} style={{ left: `${at * 100}%` }} data-last={at > 0.92 || undefined} data-late={at > 0.5 || undefined}>
            <span className={styles.text}>{moment === 0 ? '0' : formatDuration(moment)}</span>
          </span>
        );
      })}
      {drag !== null && (
        <span
          className={styles.brush}
          style={{ left: `${Math.min(drag.from, drag.to) * 100}%`, width: `${Math.abs(drag.to - drag.from) * 100}%` }}
        />
      )}
    </div>
  );
}
