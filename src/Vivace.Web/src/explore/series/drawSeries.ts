import { drawExemplars, type PlacedExemplar } from './exemplarDots';
import type { MetricsAnswer, MetricsSeries } from './metricsAnswer';
import { type SeriesLayout, type SeriesMode, seriesMargins } from './seriesPlot';

export interface SeriesPicture {
  readonly answer: MetricsAnswer;
  readonly shown: readonly MetricsSeries[];
  readonly layout: SeriesLayout;
  readonly mode: SeriesMode;
  /** One for each shown series. */
  readonly colors: readonly string[];
  readonly grid: string;
  readonly surface: string;
  readonly timeMarks: readonly number[];
  readonly exemplars: readonly PlacedExemplar[];
}

/** Draws grid, series and exemplars; the texts of the axes are the page's own. */
export function drawSeries(canvas: HTMLCanvasElement, picture: SeriesPicture): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const { layout, grid, timeMarks, mode } = picture;
  const ratio = window.devicePixelRatio || 1;
  const width = layout.width + seriesMargins.left + seriesMargins.right;
  const height = layout.height + seriesMargins.top + seriesMargins.bottom;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.translate(seriesMargins.left, seriesMargins.top);
  context.fillStyle = grid;
  for (const mark of layout.valueMarks) context.fillRect(0, Math.round(layout.value.toPixel(mark)), layout.width, 1);
  for (const mark of timeMarks) context.fillRect(Math.round(layout.time.toPixel(mark)), 0, 1, layout.height);
  context.save();
  context.beginPath();
  context.rect(-2, -4, layout.width + 4, layout.height + 8);
  context.clip();
  if (mode === 'bars') drawBars(context, picture);
  else drawLines(context, picture);
  drawExemplars(context, picture.exemplars, (series) => picture.colors[series]!, picture.surface);
  context.restore();
}

function drawBars(context: CanvasRenderingContext2D, { answer, layout, colors }: SeriesPicture): void {
  const slot = Math.abs(layout.time.toPixel(layout.stepMs) - layout.time.toPixel(0));
  const gap = slot > 6 ? 1 : 0;
  layout.stacks.forEach((stack, index) => {
    context.fillStyle = colors[index]!;
    stack.forEach(([top, bottom], i) => {
      if (Number.isNaN(top) || top === bottom) return;
      const left = Math.round(layout.time.toPixel(answer.times[i]! - layout.stepMs));
      const right = Math.max(left + 1, Math.round(layout.time.toPixel(answer.times[i]!)) - gap);
      const [from, to] = [layout.value.toPixel(top), layout.value.toPixel(bottom)];
      context.fillRect(left, Math.min(from, to), right - left, Math.max(0.5, Math.abs(to - from)));
    });
  });
}

/** A line breaks where values are missing; a value without neighbours is a dot. */
function drawLines(context: CanvasRenderingContext2D, { answer, shown, layout, colors }: SeriesPicture): void {
  context.lineWidth = 1.5;
  context.lineJoin = 'round';
  shown.forEach(({ values }, index) => {
    context.strokeStyle = colors[index]!;
    context.fillStyle = colors[index]!;
    context.beginPath();
    let isOpen = false;
    values.forEach((value, i) => {
      if (Number.isNaN(value)) {
        isOpen = false;
        return;
      }
      const [x, y] = [layout.time.toPixel(answer.times[i]!), layout.value.toPixel(value)];
      if (isOpen) context.lineTo(x, y);
      else context.moveTo(x, y);
      const isAlone = !isOpen && Number.isNaN(values[i + 1] ?? Number.NaN);
      if (isAlone) context.fillRect(x - 1.5, y - 1.5, 3, 3);
      isOpen = true;
    });
    context.stroke();
  });
}
