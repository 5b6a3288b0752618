import type { HeatMap } from '../../explore/chart/heatmap';

/** A cell of the small heat map, in parts of its width and height. */
export interface ThumbCell {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** 1 for few spans to 6 for most. */
  readonly level: number;
  /** Whether at least half of the spans have errors. */
  readonly isError: boolean;
}

/** More columns than this would be thinner than a pixel or two. */
const mostColumns = 48;

/** The heat map with neighbouring columns put together, for a picture of thumb size. */
export function thumbCells({ columns, rows, counts, errors }: HeatMap): ThumbCell[] {
  if (rows === 0) return [];
  const every = Math.ceil(columns / mostColumns);
  const shown = Math.ceil(columns / every);
  const sums = Array.from({ length: shown * rows }, () => ({ spans: 0, errors: 0 }));
  for (let column = 0; column < columns; column += 1) {
    for (let row = 0; row < rows; row += 1) {
      const sum = sums[Math.floor(column / every) * rows + row]!;
      sum.spans += counts[column * rows + row]!;
      sum.errors += errors[column * rows + row]!;
    }
  }
  const most = Math.log(Math.max(...sums.map(({ spans }) => spans)) + 1);
  return sums.flatMap(({ spans, errors: failed }, i) => (spans === 0 ? [] : [{
    left: Math.floor(i / rows) / shown,
    top: (rows - 1 - (i % rows)) / rows,
    width: 1 / shown,
    height: 1 / rows,
    level: Math.min(6, Math.floor((Math.log(spans + 1) / most) * 6) + 1),
    isError: failed * 2 >= spans,
  }]));
}
