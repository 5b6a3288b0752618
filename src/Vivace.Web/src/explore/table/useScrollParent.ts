import { useLayoutEffect, useState, type RefObject } from 'react';

/** The element that scrolls when the given one does not fit, and how far down in it the given one begins. */
export interface ScrollParent {
  readonly element: HTMLElement | null;
  readonly offsetTop: number;
}

/** Finds the nearest ancestor that scrolls and follows where the element begins in it as the page above grows and shrinks. */
export function useScrollParent(inner: RefObject<HTMLElement | null>): ScrollParent {
  const [parent, setParent] = useState<ScrollParent>({ element: null, offsetTop: 0 });
  useLayoutEffect(() => {
    const start = inner.current;
    if (start === null) return undefined;
    let element = start.parentElement;
    while (element !== null && !/auto|scroll/.test(getComputedStyle(element).overflowY)) element = element.parentElement;
    const scroller = element ?? document.documentElement;
    const measure = () => {
      const offsetTop = Math.round(start.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop);
      setParent((before) => (before.element === scroller && before.offsetTop === offsetTop ? before : { element: scroller, offsetTop }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    for (let above: HTMLElement | null = start; above !== null && above !== scroller; above = above.parentElement) observer.observe(above);
    return () => observer.disconnect();
  }, [inner]);
  return parent;
}
