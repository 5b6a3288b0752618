import { useEffect, useRef, type RefObject } from 'react';
import { useTraceActions } from '../TraceStoreContext';
import type { ZoomRange } from '../zoom/zoomRange';

/** How much a notch of the wheel zooms, and what share of the view it pans. */
export const wheelZoom = 1.25;
export const wheelPan = 0.12;

/** Wheel with Ctrl zooms at the pointer, with Shift it pans; without either it scrolls as everywhere. */
export function useTimelineWheel(target: RefObject<HTMLElement | null>, seen: ZoomRange): void {
  const actions = useTraceActions();
  const latest = useRef(seen);
  useEffect(() => {
    latest.current = seen;
  });
  useEffect(() => {
    const element = target.current;
    if (element === null) return undefined;
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) return;
      event.preventDefault();
      // Browsers turn the wheel sideways while Shift is held.
      const turned = event.deltaY === 0 ? event.deltaX : event.deltaY;
      if (turned === 0) return;
      if (event.shiftKey && !event.ctrlKey) {
        actions.panBy(turned > 0 ? wheelPan : -wheelPan);
        return;
      }
      const area = timelineOf(element);
      const share = Math.min(Math.max((event.clientX - area.left) / (area.width || 1), 0), 1);
      const at = latest.current.from + share * (latest.current.to - latest.current.from);
      actions.zoomBy(turned > 0 ? wheelZoom : 1 / wheelZoom, at);
    };
    // React's own wheel handlers cannot keep the browser from zooming the page.
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [target, actions]);
}

function timelineOf(element: HTMLElement): DOMRect {
  return (element.querySelector('[data-timeline]') ?? element).getBoundingClientRect();
}
