/** How many span hues each theme has; tokens.css names them `--span-1` to `--span-24`. */
export const SPAN_COLOR_COUNT = 24;

/** The custom property of the n-th colour given out (from 0), for use in CSS: `var(--span-3)`. */
export function spanColor(index: number): string {
  return `var(--span-${(((index % SPAN_COLOR_COUNT) + SPAN_COLOR_COUNT) % SPAN_COLOR_COUNT) + 1})`;
}

/** A colour as it is written in CSS, as a canvas takes it: `var(--span-3)` becomes what it stands for. Read again when the theme changes. */
export function readColor(css: string): string {
  const name = /^var\((--[\w-]+)\)$/.exec(css)?.[1];
  return name === undefined ? css : readToken(name as `--${string}`);
}

/** The computed value of one token, such as `--chart-grid`, for drawing on a canvas. */
export function readToken(name: `--${string}`, element: Element = document.documentElement): string {
  return getComputedStyle(element).getPropertyValue(name).trim();
}
