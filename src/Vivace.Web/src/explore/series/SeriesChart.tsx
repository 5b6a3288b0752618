import { useEffect, useMemo, useRef } from 'react';
import { readColor, readToken } from '../../theme/spanColors';
import { useResolvedTheme } from '../../theme/theme';
import { useZone } from '../../time/useZone';
import { timeDrag } from '../chart/brush';
import { ChartFrame } from '../chart/ChartFrame';
import { DotFacts } from '../chart/DotFacts';
import { PlotArea, type Place } from '../chart/PlotArea';
import { TooltipBox } from '../chart/TooltipBox';
import { useTimeAxis } from '../chart/useTimeAxis';
import { useWidth } from '../chart/useWidth';
import { drawSeries } from './drawSeries';
import { exemplarTargets, nearestExemplar } from './exemplarDots';
import type { MetricsAnswer, MetricsSeries } from './metricsAnswer';
import styles from './SeriesChart.module.css';
import { indexAt, layoutSeries, placeExemplars, seriesMargins, type SeriesMode } from './seriesPlot';
import { formatValue, type Unit } from './units';

export interface SeriesChartProps {
  readonly answer: MetricsAnswer;
  readonly shown: readonly MetricsSeries[];
  /** CSS colour of each shown series. */
  readonly colorOf: (series: MetricsSeries) => string;
  readonly mode: SeriesMode;
  readonly unit: Unit;
  readonly fromMs: number;
  readonly toMs: number;
  /** Of the whole picture, in pixels. */
  readonly height?: number;
  readonly onSelectRange: (fromMs: number, toMs: number) => void;
  readonly onOpenTrace: (traceId: string) => void;
}

const USUAL_HEIGHT = 240;

/** Series that the tooltip lists, the largest first. */
const LISTED = 8;

/** Series that the words at another chart's time name. */
const NAMED = 3;

/** Series over time as lines or stacked bars. Dragging selects a time range; a dot opens the trace that it stands for. */
export function SeriesChart({ answer, shown, colorOf, mode, unit, fromMs, toMs, height = USUAL_HEIGHT, onSelectRange, onOpenTrace }: SeriesChartProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const theme = useResolvedTheme();
  const zone = useZone();

  const layout = useMemo(() => layoutSeries(answer, shown, mode, [fromMs, toMs], { width, height }), [answer, shown, mode, fromMs, toMs, width, height]);
  const exemplars = useMemo(() => placeExemplars(layout, answer, shown, mode), [layout, answer, shown, mode]);
  const times = useTimeAxis(fromMs, toMs, layout.width, layout.time);

  useEffect(() => {
    if (canvas.current === null || width === 0) return;
    drawSeries(canvas.current, {
      answer,
      shown,
      layout,
      mode,
      colors: shown.map((series) => readColor(colorOf(series))),
      grid: readToken('--chart-grid'),
      surface: readToken('--surface'),
      timeMarks: times.marks,
      exemplars,
    });
    // The theme changes what the tokens say.
  }, [answer, shown, colorOf, layout, mode, times, exemplars, width, theme]);

  const tooltip = (place: Place) => {
    const index = indexAt(answer.times, layout.stepMs, layout.time.toValue(place.x));
    if (index === undefined) return null;
    const dot = nearestExemplar(exemplars, place.x, place.y);
    const rows = shown.map((series) => ({ series, value: series.values[index]! })).filter(({ value }) => !Number.isNaN(value)).sort((a, b) => b.value - a.value);
    if (rows.length === 0 && dot === undefined) return null;
    const at = BigInt(answer.times[index]!) * 1_000_000n;
    return (
      <TooltipBox x={place.x} top={4} width={layout.width}>
        <strong>{zone.instant(at)} {zone.offset(at)}</strong>
        {rows.slice(0, LISTED).map(({ series, value }) => (
          <span key={series.name} className={styles.row}>
            <span className={styles.swatch} style={{ background: colorOf(series) }} />
            <span className={styles.name}>{series.name}</span>
            <span className={styles.number}>{formatValue(value, unit)}</span>
          </span>
        ))}
        {rows.length > LISTED && <span className={styles.faint}>and {rows.length - LISTED} more</span>}
        {dot !== undefined && <div className={styles.dot}><DotFacts dot={dot} /></div>}
      </TooltipBox>
    );
  };
  const textAt = (ms: number) => {
    const index = indexAt(answer.times, layout.stepMs, ms);
    if (index === undefined) return undefined;
    const values = shown.flatMap(({ name, values: all }) => (Number.isNaN(all[index]!) ? [] : [`${shown.length === 1 ? '' : `${name} `}${formatValue(all[index]!, unit)}`]));
    return values.length > NAMED ? `${values.slice(0, NAMED).join(', ')} and ${values.length - NAMED} more` : values.join(', ');
  };

  return (
    <ChartFrame
      label={`${shown.length} series over time. Their numbers are in the legend; to choose a time range by keyboard, use the time picker.`}
      height={height}
      frame={frame}
      canvas={canvas}
      left={seriesMargins.left}
      top={seriesMargins.top}
      labels={layout.valueMarks.map((mark) => ({ y: layout.value.toPixel(mark), text: formatValue(mark, unit) }))}
      times={times}
      timesTop={layout.height + 4}
    >
      <PlotArea
        left={seriesMargins.left}
        top={seriesMargins.top}
        width={layout.width}
        height={layout.height}
        label="Time"
        time={layout.time}
        stepMs={layout.stepMs}
        textAt={textAt}
        {...timeDrag(layout, onSelectRange)}
        {...exemplarTargets(exemplars, onOpenTrace)}
        tooltip={tooltip}
      />
    </ChartFrame>
  );
}
