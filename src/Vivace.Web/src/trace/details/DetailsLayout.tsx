import { useEffect, useRef, useState, type CSSProperties, type ReactNode } from 'react';
import { useMediaQuery } from '../../app/useMediaQuery';
import { useTrace } from '../TraceStoreContext';
import styles from './DetailsLayout.module.css';
import { useDetailsPreferences } from './detailsPreferences';
import { SpanDetailsPanel } from './SpanDetailsPanel';
import { Splitter } from './Splitter';

const smallest = { width: 320, height: 160 };

/** A view of the trace with the details of the selected span beside, below or over it, wherever they were last put. */
export function DetailsLayout({ children }: { children: ReactNode }) {
  const open = useTrace((state) => state.detailsOpen && state.selectedRow >= 0);
  const { place: chosen, width, height, change } = useDetailsPreferences();
  const narrow = useMediaQuery('(max-width: 800px)');
  const place = narrow ? 'overlay' : chosen;
  const box = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState({ width: 1200, height: 800 });

  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setRoom({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // What was chosen in a large window must leave the view some room in a small one.
  const mostWidth = Math.max(smallest.width, room.width - 280);
  const mostHeight = Math.max(smallest.height, room.height - 160);
  return (
    <div
      ref={box}
      className={styles.layout}
      data-place={open ? place : undefined}
      style={
        {
          '--details-width': `${Math.min(width, mostWidth)}px`,
          '--details-height': `${Math.min(height, mostHeight)}px`,
        } as CSSProperties
      }
    >
      <div className={styles.view}>{children}</div>
      {open && (
        <section className={styles.details} aria-label="Span details">
          {!narrow && (
            <Splitter
              label="Size of the details"
              edge={place === 'bottom' ? 'top' : 'left'}
              size={place === 'bottom' ? Math.min(height, mostHeight) : Math.min(width, mostWidth)}
              minimum={place === 'bottom' ? smallest.height : smallest.width}
              maximum={place === 'bottom' ? mostHeight : mostWidth}
              onChange={(size) => change(place === 'bottom' ? { height: size } : { width: size })}
            />
          )}
          <SpanDetailsPanel canDock={!narrow} />
        </section>
      )}
    </div>
  );
}
