import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { Point } from './layoutGraph';
import { boundsOf, firstView, fit, reveal, zoomAt, type Size, type Viewport } from './viewport';

export interface GraphViewport {
  readonly viewport: Viewport;
  readonly size: Size;
  readonly setViewport: (change: (before: Viewport) => Viewport) => void;
  readonly fitAll: () => void;
  readonly zoom: (factor: number) => void;
}

/** What part of the drawing is seen. It is fitted when everything was placed anew; after that it is the person's. */
export function useViewport(frame: RefObject<HTMLElement | null>, places: ReadonlyMap<string, Point>, generation: number, centre: { readonly key: string; readonly isSelected: boolean }, down: boolean): GraphViewport {
  const [size, setSize] = useState<Size>({ width: 800, height: 500 });
  const [viewport, setViewport] = useState<Viewport>({ x: 0, y: 0, scale: 1 });
  const isOwn = useRef(false);
  const latest = useRef({ places, centre, down });
  useLayoutEffect(() => {
    latest.current = { places, centre, down };
  });

  const fitAll = useCallback(() => {
    isOwn.current = true;
    setViewport(fit(boundsOf(latest.current.places.values()), size));
  }, [size]);

  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const measure = () => {
      const { width, height } = element.getBoundingClientRect();
      if (width > 0 && height > 0) setSize((before) => (before.width === width && before.height === height ? before : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame]);

  useLayoutEffect(() => {
    isOwn.current = false;
  }, [generation]);
  useLayoutEffect(() => {
    const { places, centre, down } = latest.current;
    const middle = places.get(centre.key) ?? places.values().next().value;
    if (middle === undefined) return;
    if (!isOwn.current) {
      const first = firstView(boundsOf(places.values()), size, middle, down);
      setViewport(centre.isSelected ? reveal(first, middle, size) : first);
    }
  }, [size, generation]);

  const change = useCallback((next: (before: Viewport) => Viewport) => {
    isOwn.current = true;
    setViewport(next);
  }, []);
  const zoom = useCallback((factor: number) => change((before) => zoomAt(before, { x: size.width / 2, y: size.height / 2 }, factor)), [change, size]);

  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    // React's own wheel listeners are passive, and the page must not scroll while the graph zooms.
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const { left, top } = element.getBoundingClientRect();
      const pixels = event.deltaY * (event.deltaMode === 1 ? 16 : 1);
      change((before) => zoomAt(before, { x: event.clientX - left, y: event.clientY - top }, Math.exp(-pixels * (event.ctrlKey ? 0.01 : 0.0015))));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [frame, change]);

  return { viewport, size, setViewport: change, fitAll, zoom };
}
