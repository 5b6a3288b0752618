import { X, ZoomIn } from 'lucide-react';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { formatDuration } from '../../time/durations';
import { IconButton } from '../../ui/IconButton';
import type { ZoomRange } from '../zoom/zoomRange';
import styles from './TimeCursor.module.css';

export interface TimeCursorProps {
  /** The element over whose bars the pointer is followed. */
  readonly scroller: RefObject<HTMLElement | null>;
  readonly seen: ZoomRange;
  /** What times count from. */
  readonly origin: number;
  onZoom: (zoom: ZoomRange) => void;
}

/** A drag shorter than this, pixels, is a click. */
const shortestDrag = 5;

/**
 * A line at the pointer with its time. Dragging over the bars sets two lines and says how far apart they are; they stay
 * until they are closed or set anew.
 */
export function TimeCursor({ scroller, seen, origin, onZoom }: TimeCursorProps) {
  const area = useRef<HTMLDivElement>(null);
  const line = useRef<HTMLDivElement>(null);
  const text = useRef<HTMLSpanElement>(null);
  const [measured, setMeasured] = useState<ZoomRange | null>(null);
  const latest = useRef({ seen, origin });
  useEffect(() => {
    latest.current = { seen, origin };
  });

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    let pressed: { readonly at: number; readonly x: number } | null = null;
    const timeAt = (clientX: number): number | null => {
      const box = area.current!.getBoundingClientRect();
      if (clientX < box.left || clientX > box.right || box.width === 0) return null;
      const { seen: range } = latest.current;
      return range.from + ((clientX - box.left) / box.width) * (range.to - range.from);
    };
    // Written straight to the elements: this runs for every movement of the pointer.
    const onMove = (event: PointerEvent) => {
      const time = event.pointerType === 'touch' ? null : timeAt(event.clientX);
      line.current!.hidden = time === null;
      if (time === null) return;
      const box = area.current!.getBoundingClientRect();
      const x = event.clientX - box.left;
      line.current!.style.transform = `translateX(${x}px)`;
      line.current!.dataset.side = x > box.width - 90 ? 'left' : 'right';
      text.current!.textContent = formatDuration(time - latest.current.origin);
      if (pressed !== null && Math.abs(event.clientX - pressed.x) >= shortestDrag) {
        setMeasured({ from: Math.min(pressed.at, time), to: Math.max(pressed.at, time) });
      }
    };
    const onDown = (event: PointerEvent) => {
      const time = event.button === 0 && event.pointerType !== 'touch' ? timeAt(event.clientX) : null;
      const onHead = event.target instanceof Element && event.target.closest('[data-head]') !== null;
      pressed = time === null || onHead ? null : { at: time, x: event.clientX };
    };
    const onUp = () => (pressed = null);
    const onLeave = () => (line.current!.hidden = true);
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setMeasured(null);
    };
    element.addEventListener('pointermove', onMove);
    element.addEventListener('pointerdown', onDown);
    element.addEventListener('pointerleave', onLeave);
    window.addEventListener('pointerup', onUp);
    window.addEventListener('keydown', onKey);
    return () => {
      element.removeEventListener('pointermove', onMove);
      element.removeEventListener('pointerdown', onDown);
      element.removeEventListener('pointerleave', onLeave);
      window.removeEventListener('pointerup', onUp);
      window.removeEventListener('keydown', onKey);
    };
  }, [scroller]);

  const width = seen.to - seen.from;
  const left = measured === null ? 0 : (measured.from - seen.from) / width;
  const right = measured === null ? 0 : (measured.to - seen.from) / width;
  return (
    <div ref={area} className={styles.area}>
      <div ref={line} className={styles.line} hidden>
        <span ref={text} className={styles.text} />
      </div>
      {measured !== null && right > 0 && left < 1 && (
        <div
          className={styles.measure}
          style={{ left: `${Math.max(left, 0) * 100}%`, width: `${(Math.min(right, 1) - Math.max(left, 0)) * 100}%` }}
        >
          <div className={styles.distance} data-side={left > 0.6 ? 'left' : 'right'}>
            <span role="status">{formatDuration(measured.to - measured.from)}</span>
            <IconButton
              size="sm"
              label="Zoom to this"
              icon={<ZoomIn aria-hidden />}
              onClick={() => {
                onZoom(measured);
                setMeasured(null);
              }}
            />
            <IconButton size="sm" label="Remove the two lines" icon={<X aria-hidden />} onClick={() => setMeasured(null)} />
          </div>
        </div>
      )}
    </div>
  );
}
