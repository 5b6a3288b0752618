import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { afterScroll, anchored, contentHeight, type ScrollPlace } from './scrollScale';

/** Rows kept beyond each end of what is seen. */
const overscan = 10;
/** The rendered range moves in steps of this many rows, so that most scroll events render nothing. */
const step = 4;
/** Scrolling counts as resting after this long, milliseconds. */
const restAfter = 120;

export interface VirtualRows {
  /** First rendered row, and the one after the last. */
  readonly first: number;
  readonly end: number;
  /** Height of the scrolled content, pixels. */
  readonly height: number;
  /** Pixels from the top of the content to the top of a row. */
  topOf(index: number): number;
  /** Rows that fit into the view. */
  readonly page: number;
  scrollTo(index: number, align: 'nearest' | 'center'): void;
}

interface Rendered {
  readonly first: number;
  readonly end: number;
  readonly shift: number;
}

/**
 * Which of `count` rows of one height have to be in the page. `headHeight` is what sticks to the top of the scroller
 * and covers that much of it.
 */
export function useVirtualRows(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
  headHeight: number,
): VirtualRows {
  const [viewport, setViewport] = useState(600);
  const place = useRef<ScrollPlace>({ scrollTop: 0, virtualTop: 0 });
  const total = count * rowHeight;
  const seen = Math.max(viewport - headHeight, rowHeight);

  const rangeAt = useCallback(
    ({ scrollTop, virtualTop }: ScrollPlace): Rendered => {
      const top = Math.floor(virtualTop / rowHeight / step) * step;
      const visible = Math.ceil(seen / rowHeight) + 1;
      return {
        first: Math.min(Math.max(top - overscan, 0), Math.max(count - 1, 0)),
        end: Math.min(top + visible + step - 1 + overscan, count),
        shift: virtualTop - scrollTop,
      };
    },
    [count, rowHeight, seen],
  );
  const [rendered, setRendered] = useState<Rendered>(() => rangeAt({ scrollTop: 0, virtualTop: 0 }));
  const show = useCallback(
    (next: ScrollPlace) => {
      place.current = next;
      const range = rangeAt(next);
      setRendered((before) =>
        before.first === range.first && before.end === range.end && before.shift === range.shift ? before : range,
      );
    },
    [rangeAt],
  );

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const measure = () => setViewport(element.clientHeight || 600);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);

  // After a change of the number of rows or of the view, the browser may have moved the content.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element !== null) show(afterScroll(place.current, element.scrollTop, { total, viewport: seen }));
  }, [scroller, show, total, seen]);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    let resting = 0;
    const geometry = { total, viewport: seen };
    const onScroll = () => {
      show(afterScroll(place.current, element.scrollTop, geometry));
      if (total === contentHeight(total)) return;
      window.clearTimeout(resting);
      resting = window.setTimeout(() => {
        const next = anchored(place.current.virtualTop, geometry);
        if (Math.abs(next.scrollTop - element.scrollTop) < 2) return;
        show(next);
        element.scrollTo({ top: next.scrollTop, behavior: 'instant' });
      }, restAfter);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      window.clearTimeout(resting);
      element.removeEventListener('scroll', onScroll);
    };
  }, [scroller, show, total, seen]);

  const scrollTo = useCallback(
    (index: number, align: 'nearest' | 'center') => {
      const element = scroller.current;
      if (element === null) return;
      const { virtualTop } = place.current;
      const top = index * rowHeight;
      const bottom = top + rowHeight;
      const inView = top >= virtualTop && bottom <= virtualTop + seen;
      if (inView) return;
      const far = bottom < virtualTop - seen || top > virtualTop + 2 * seen;
      let target = top - (seen - rowHeight) / 2;
      if (align === 'nearest' && !far) target = top < virtualTop ? top : bottom - seen;
      const next = anchored(Math.round(target), { total, viewport: seen });
      // The rows are there before the content moves under them.
      show(next);
      element.scrollTo({ top: next.scrollTop, behavior: 'instant' });
    },
    [scroller, rowHeight, seen, total, show],
  );

  const range = clampRange(rendered, count);
  return {
    first: range.first,
    end: range.end,
    height: contentHeight(total),
    topOf: (index) => index * rowHeight - range.shift,
    page: Math.max(Math.floor(seen / rowHeight) - 1, 1),
    scrollTo,
  };
}

/** Between a change of the number of rows and the effect that follows it, the old range may be too long. */
function clampRange(rendered: Rendered, count: number): Rendered {
  return rendered.end <= count ? rendered : { ...rendered, first: Math.min(rendered.first, count), end: count };
}
