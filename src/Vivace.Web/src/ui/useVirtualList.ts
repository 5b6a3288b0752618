import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { VirtualHeights } from './VirtualHeights';

/** What `useVirtualList` is told. */
export interface VirtualListOptions {
  readonly count: number;
  /** The element that scrolls, null until it is there. */
  readonly scroller: HTMLElement | null;
  /** The height of a row, in pixels; rows of other heights are measured. */
  readonly rowHeight: number;
  /** Where the rows begin in what scrolls, in pixels. */
  readonly offsetTop?: number;
  /** What covers the top of the scroller, such as a head that sticks, in pixels. */
  readonly covered?: number;
  /** The row at an index, for lists whose rows change their height; heights stay with the rows as they move. */
  readonly keyOf?: (index: number) => string;
}

/** The rows that are to be in the page, and where. */
export interface VirtualList {
  readonly first: number;
  readonly end: number;
  /** Of all rows together, in pixels. */
  readonly height: number;
  readonly topOf: (index: number) => number;
  /** The ref of rows whose height may change; each needs `data-index`. */
  readonly measure: (row: HTMLElement | null) => (() => void) | undefined;
  /** Scrolls as little as shows the row. */
  readonly scrollTo: (index: number) => void;
}

/** Rows beyond the window, on each side. */
const spare = 10;
/** Rows that scrolling goes over before others are put into the page. */
const patience = 5;
/** Until the scroller has a height. */
const usualHeight = 600;

/** Keeps only those rows of a list in the page that are near the window. */
export function useVirtualList({ count, scroller, rowHeight, offsetTop = 0, covered = 0, keyOf }: VirtualListOptions): VirtualList {
  const [view, setView] = useState({ top: 0, height: usualHeight });
  const [measured, setMeasured] = useState<ReadonlyMap<string, number>>(() => new Map());
  const heights = useMemo(() => new VirtualHeights(count, rowHeight, measured, keyOf), [count, rowHeight, measured, keyOf]);
  const latest = useRef({ heights, offsetTop, covered, scroller, keyOf });
  useLayoutEffect(() => {
    latest.current = { heights, offsetTop, covered, scroller, keyOf };
  });

  const look = useCallback((always = false) => {
    const { scroller: element, offsetTop: offset } = latest.current;
    if (element === null) return;
    const next = { top: element.scrollTop - offset, height: element.clientHeight || usualHeight };
    setView((before) => {
      const isNear = before.height === next.height && Math.abs(before.top - next.top) < patience * rowHeight;
      return isNear && !(always && before.top !== next.top) ? before : next;
    });
  }, [rowHeight]);

  useLayoutEffect(() => {
    if (scroller === null) return undefined;
    look(true);
    const onScroll = () => look();
    const observer = new ResizeObserver(() => look(true));
    observer.observe(scroller);
    scroller.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      observer.disconnect();
      scroller.removeEventListener('scroll', onScroll);
    };
  }, [scroller, offsetTop, look]);

  const observer = useRef<ResizeObserver | null>(null);
  useEffect(() => () => {
    observer.current?.disconnect();
    observer.current = null;
  }, []);
  const measure = useCallback((row: HTMLElement | null) => {
    if (row === null) return undefined;
    observer.current ??= new ResizeObserver((entries) => {
      const { heights: known, scroller: element, offsetTop: offset, keyOf: key } = latest.current;
      const changes = new Map<string, number>();
      let above = 0;
      for (const { target } of entries) {
        const index = Number((target as HTMLElement).dataset.index);
        if (key === undefined || index >= known.count) continue;
        const height = (target as HTMLElement).offsetHeight;
        const before = known.heightOf(index);
        if (height === 0 || Math.abs(height - before) < 1) continue;
        changes.set(key(index), height);
        // What the window shows stays where it is when a row above it changes.
        if (element !== null && known.topOf(index) + before <= element.scrollTop - offset) above += height - before;
      }
      if (changes.size === 0) return;
      setMeasured((all) => new Map([...all, ...changes]));
      if (above !== 0 && element !== null) element.scrollTop += above;
    });
    const { current } = observer;
    current.observe(row);
    return () => current.unobserve(row);
  }, []);

  const scrollTo = useCallback((index: number) => {
    const { heights: known, offsetTop: offset, covered: head, scroller: element } = latest.current;
    if (element === null) return;
    const top = known.topOf(index) + offset;
    const bottom = top + known.heightOf(index);
    if (top < element.scrollTop + head) element.scrollTop = top - head;
    else if (bottom > element.scrollTop + (element.clientHeight || usualHeight)) element.scrollTop = bottom - (element.clientHeight || usualHeight);
    look(true);
  }, [look]);

  const first = Math.max(heights.indexAt(view.top) - spare, 0);
  const end = Math.min(heights.indexAt(view.top + view.height) + 1 + spare, count);
  return { first, end, height: heights.total, topOf: heights.topOf, measure, scrollTo };
}
