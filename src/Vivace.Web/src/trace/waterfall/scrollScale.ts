/**
 * Browsers end elements at some 16 to 33 million pixels, and rows at the end of a longer list could never be reached.
 * Above this height the content is only so tall, and the scroll bar stands for a longer way than it has.
 */
export const tallestContent = 8_000_000;

export interface ScrollGeometry {
  /** Height of all rows, pixels. */
  readonly total: number;
  readonly viewport: number;
}

/** Where the element is scrolled to, and which pixel of all rows is at the top of the view. */
export interface ScrollPlace {
  readonly scrollTop: number;
  readonly virtualTop: number;
}

export function contentHeight(total: number): number {
  return Math.min(total, tallestContent);
}

/** The place after the element was scrolled. Short ways move the rows as far as the finger or wheel did; a jump of the scroll bar is scaled. */
export function afterScroll(place: ScrollPlace, scrollTop: number, geometry: ScrollGeometry): ScrollPlace {
  const { total, viewport } = geometry;
  const mostVirtual = Math.max(total - viewport, 0);
  if (total <= tallestContent) return { scrollTop, virtualTop: scrollTop };
  const mostScroll = tallestContent - viewport;
  if (scrollTop <= 0) return { scrollTop, virtualTop: 0 };
  if (scrollTop >= mostScroll - 1) return { scrollTop, virtualTop: mostVirtual };
  const way = scrollTop - place.scrollTop;
  const virtualTop =
    Math.abs(way) <= viewport * 2 ? place.virtualTop + way : Math.round((scrollTop / mostScroll) * mostVirtual);
  return { scrollTop, virtualTop: Math.min(Math.max(virtualTop, 0), mostVirtual) };
}

/** The place with the scroll bar where it belongs for the rows in view; taken when scrolling rests, and to go to a row. */
export function anchored(virtualTop: number, geometry: ScrollGeometry): ScrollPlace {
  const { total, viewport } = geometry;
  const mostVirtual = Math.max(total - viewport, 0);
  const inside = Math.min(Math.max(virtualTop, 0), mostVirtual);
  if (total <= tallestContent) return { scrollTop: inside, virtualTop: inside };
  return { scrollTop: Math.round((inside / mostVirtual) * (tallestContent - viewport)), virtualTop: inside };
}
