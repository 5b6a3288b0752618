import { readToken } from '../../theme/spanColors';
import type { ChartData } from './fetchChart';
import { dotX, margins, type ChartDot, type ChartLayout } from './plot';

/** Colours of the theme that a chart is drawn with. */
export interface ChartColors {
  readonly heat: readonly string[];
  readonly grid: string;
  readonly error: string;
  readonly ok: string;
  readonly unset: string;
  readonly surface: string;
  readonly dot: string;
  readonly line: string;
}

/** Reads the colours of the theme in effect. */
export function readChartColors(): ChartColors {
  return {
    heat: ([1, 2, 3, 4, 5, 6] as const).map((level) => readToken(`--heat-${level}`)),
    grid: readToken('--chart-grid'),
    error: readToken('--error'),
    ok: readToken('--success'),
    unset: readToken('--accent-border'),
    surface: readToken('--surface'),
    dot: readToken('--accent'),
    line: readToken('--text'),
  };
}

/** What is drawn. */
export interface ChartPicture {
  readonly data: ChartData;
  readonly layout: ChartLayout;
  readonly colors: ChartColors;
  readonly durationMarks: readonly number[];
  readonly timeMarks: readonly number[];
  /** Traces as dots. */
  readonly dots: readonly ChartDot[];
  /** Whether the heat map is fainter beneath dots. */
  readonly isFaint: boolean;
  /** Durations over time that are drawn above the heat map. */
  readonly lines: readonly DurationLine[];
}

/** A duration for each interval: a quantile. */
export interface DurationLine {
  readonly name: string;
  /** Right edges of the intervals in Unix milliseconds. */
  readonly times: readonly number[];
  /** Nanoseconds; NaN where there is none. */
  readonly values: readonly number[];
  /** Lengths of dashes and gaps; empty for a solid line. */
  readonly dashes: readonly number[];
}

/** Draws heat map, count bars, grid and dots; axis texts are the page's own, so that they can be read and selected. */
export function drawChart(canvas: HTMLCanvasElement, picture: ChartPicture): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const { layout } = picture;
  const ratio = window.devicePixelRatio || 1;
  const [width, height] = [layout.width + margins.left + margins.right, layout.barsTop + layout.barsHeight + margins.top + margins.bottom];
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.translate(margins.left, margins.top);
  drawGrid(context, picture);
  context.save();
  context.beginPath();
  context.rect(0, 0, layout.width, layout.barsTop + layout.barsHeight);
  context.clip();
  context.globalAlpha = picture.isFaint ? 0.4 : 1;
  drawCells(context, picture);
  context.globalAlpha = 1;
  drawBars(context, picture);
  drawLines(context, picture);
  context.restore();
  drawDots(context, picture);
}

function drawGrid(context: CanvasRenderingContext2D, { layout, colors, durationMarks, timeMarks }: ChartPicture): void {
  context.fillStyle = colors.grid;
  for (const mark of durationMarks) context.fillRect(0, Math.round(layout.duration.toPixel(mark)), layout.width, 1);
  for (const mark of timeMarks) context.fillRect(Math.round(layout.time.toPixel(mark)), 0, 1, layout.barsTop + layout.barsHeight);
  context.fillRect(0, layout.barsTop + layout.barsHeight, layout.width, 1);
}

/** A cell's colour goes with the logarithm of its count and turns to red with the share of errors in it. */
function drawCells(context: CanvasRenderingContext2D, { data: { heat }, layout, colors }: ChartPicture): void {
  const levels = colors.heat.length;
  const most = Math.log(heat.max + 1);
  const alpha = context.globalAlpha;
  for (let column = 0; column < heat.columns; column += 1) {
    const [left, right] = edges(layout, heat.firstEdgeMs, heat.stepMs, column);
    for (let row = 0; row < heat.rows; row += 1) {
      const cell = column * heat.rows + row;
      const count = heat.counts[cell]!;
      if (count === 0) continue;
      const bottom = Math.round(layout.duration.toPixel(2 ** (heat.lowestBucket + row - 1)));
      const top = Math.round(layout.duration.toPixel(2 ** (heat.lowestBucket + row)));
      const height = Math.max(1, bottom - top - (bottom - top > 8 ? 1 : 0));
      const level = Math.min(levels - 1, Math.floor((Math.log(count + 1) / most) * levels));
      const share = heat.errors[cell]! / count;
      context.globalAlpha = alpha * (1 - share);
      context.fillStyle = colors.heat[level]!;
      context.fillRect(left, top, right - left, height);
      if (share > 0) {
        context.globalAlpha = alpha * share * (0.25 + (0.7 * (level + 1)) / levels);
        context.fillStyle = colors.error;
        context.fillRect(left, top, right - left, height);
      }
      context.globalAlpha = alpha;
    }
  }
}

function drawBars(context: CanvasRenderingContext2D, { data: { bars }, layout, colors }: ChartPicture): void {
  if (bars.max === 0) return;
  const floor = layout.barsTop + layout.barsHeight;
  for (let column = 0; column < bars.error.length; column += 1) {
    const [left, right] = edges(layout, bars.firstEdgeMs, bars.stepMs, column);
    let foot = floor;
    for (const [counts, color] of [[bars.error, colors.error], [bars.ok, colors.ok], [bars.unset, colors.unset]] as const) {
      const count = counts[column]!;
      if (count === 0) continue;
      const height = Math.max(1, (count / bars.max) * layout.barsHeight);
      context.fillStyle = color;
      context.fillRect(left, foot - height, right - left, height);
      foot -= height;
    }
  }
}

/** Lines stand in the middle of their intervals; where a value is missing they break. */
function drawLines(context: CanvasRenderingContext2D, { data: { heat }, layout, colors, lines }: ChartPicture): void {
  context.lineJoin = 'round';
  for (const { times, values, dashes } of lines) {
    // A seam of the background keeps a line apart from dark cells.
    for (const [style, width] of [[colors.surface, 3.5], [colors.line, 1.5]] as const) {
      context.strokeStyle = style;
      context.lineWidth = width;
      context.setLineDash(style === colors.surface ? [] : [...dashes]);
      context.beginPath();
      let isOpen = false;
      values.forEach((value, i) => {
        if (Number.isNaN(value)) {
          isOpen = false;
          return;
        }
        const [x, y] = [layout.time.toPixel(times[i]! - heat.stepMs / 2), layout.duration.toPixel(value)];
        if (isOpen) context.lineTo(x, y);
        else context.moveTo(x, y);
        isOpen = true;
      });
      context.stroke();
    }
  }
  context.setLineDash([]);
}

/** Traces: a disc, or a diamond when it has errors. */
function drawDots(context: CanvasRenderingContext2D, { layout, colors, dots }: ChartPicture): void {
  context.strokeStyle = colors.surface;
  context.lineWidth = 1;
  for (const trace of dots) {
    const [x, y] = [dotX(layout, trace), layout.duration.toPixel(trace.durationNanoseconds)];
    if (x < -4 || x > layout.width + 4) continue;
    context.beginPath();
    if (trace.errorCount > 0) {
      context.fillStyle = colors.error;
      context.moveTo(x, y - 5);
      context.lineTo(x + 5, y);
      context.lineTo(x, y + 5);
      context.lineTo(x - 5, y);
      context.closePath();
    } else {
      context.fillStyle = colors.dot;
      context.arc(x, y, 4, 0, Math.PI * 2);
    }
    context.fill();
    context.stroke();
  }
}

/** Left and right of a column in whole pixels, with a gap between columns that are wide enough. */
function edges(layout: ChartLayout, firstEdgeMs: number, stepMs: number, column: number): [number, number] {
  const left = Math.round(layout.time.toPixel(firstEdgeMs + (column - 1) * stepMs));
  const right = Math.round(layout.time.toPixel(firstEdgeMs + column * stepMs));
  return [left, Math.max(left + 1, right - (right - left > 3 ? 1 : 0))];
}
