import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import styles from './Splitter.module.css';
import { clampNameShare, useWaterfallPreferences } from './waterfallPreferences';

/** The line between names and bars: drag it, or move it by the arrow keys. */
export function Splitter() {
  const share = useWaterfallPreferences((state) => state.nameShare);
  const change = useWaterfallPreferences((state) => state.change);
  const dragging = useRef<DOMRect | null>(null);

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    dragging.current = event.currentTarget.parentElement!.getBoundingClientRect();
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const area = dragging.current;
    if (area !== null) change({ nameShare: clampNameShare((event.clientX - area.left) / area.width) });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    event.stopPropagation();
    change({ nameShare: clampNameShare(share + (event.key === 'ArrowLeft' ? -0.02 : 0.02)) });
  };
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the names"
      aria-valuenow={Math.round(share * 100)}
      aria-valuemin={15}
      aria-valuemax={85}
      tabIndex={0}
      className={styles.splitter}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => (dragging.current = null)}
      onPointerCancel={() => (dragging.current = null)}
      onKeyDown={onKeyDown}
    />
  );
}
