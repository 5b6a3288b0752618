/**
 * How a query is kept up to date while somebody looks at it: asked again at an interval, not at all while the page is hidden, and at once
 * when it comes into view again.
 */
export function keptEvery(milliseconds: number) {
  return { refetchInterval: milliseconds, refetchIntervalInBackground: false, refetchOnWindowFocus: true, staleTime: 0 } as const;
}
