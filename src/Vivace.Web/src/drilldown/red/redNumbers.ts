import { indexAt } from '../../explore/series/seriesPlot';
import { formatDuration } from '../../time/durations';
import { formatCompact, formatCount } from '../../ui/formatNumbers';
import type { DrillMetric } from '../../url/drilldownRoute';
import type { PanelTable } from '../panel/panelTable';
import type { RedData } from './redData';

/** How the charts are called. */
export const metricLabels: Readonly<Record<DrillMetric, string>> = {
  rate: 'Rate',
  errors: 'Errors',
  share: 'Error share',
  duration: 'Duration',
};

/** The number of a chart over the whole range, in words. */
export function overallNumber(data: RedData, metric: DrillMetric): string {
  switch (metric) {
    case 'rate':
      return formatFrequency(data.spans / data.seconds);
    case 'errors':
      return formatFrequency(data.errors / data.seconds);
    case 'share':
      return data.spans === 0 ? '–' : formatPercent((data.errors / data.spans) * 100);
    case 'duration':
      return Number.isNaN(overallQuantile(data, 0.95)) ? '–' : `≈ ${formatDuration(overallQuantile(data, 0.95))}`;
  }
}

/** What stands behind the number. */
export function overallDetail(data: RedData, metric: DrillMetric): string {
  switch (metric) {
    case 'rate':
      return `${formatCount(data.spans)} spans`;
    case 'errors':
    case 'share':
      return `${formatCount(data.errors)} with errors`;
    case 'duration':
      return 'p95';
  }
}

/** The values of a chart's small picture, oldest first. */
export function smallValues(data: RedData, metric: DrillMetric): readonly number[] {
  const values = metric === 'rate' ? data.spansPerSecond
    : metric === 'errors' ? data.errorsPerSecond
      : metric === 'share' ? data.errorShare
        : data.quantiles.find(({ quantile }) => quantile === 0.95)?.values ?? [];
  return values.map((value) => (Number.isNaN(value) ? 0 : value));
}

/** What a chart has at a time, in words: the values of the interval that the time lies in. */
export function textAt(data: RedData, metric: DrillMetric, ms: number): string | undefined {
  const i = indexAt(data.times, data.stepSeconds * 1000, ms);
  if (i === undefined) return undefined;
  switch (metric) {
    case 'rate':
      return formatFrequency(data.spansPerSecond[i]!);
    case 'errors':
      return formatFrequency(data.errorsPerSecond[i]!);
    case 'share':
      return formatPercent(data.errorShare[i]!);
    case 'duration': {
      const p95 = data.quantiles.find(({ quantile }) => quantile === 0.95)?.values[i] ?? Number.NaN;
      return Number.isNaN(p95) ? '–' : `p95 ≈ ${formatDuration(p95)}`;
    }
  }
}

export function overallQuantile(data: RedData, wanted: number): number {
  return data.quantiles.find(({ quantile }) => quantile === wanted)?.overall ?? Number.NaN;
}

/** Something per second; what is rarer than every ten seconds or so, per minute: `0.25/min`. */
export function formatFrequency(perSecond: number): string {
  if (perSecond === 0 || perSecond >= 0.1) return `${formatCompact(Number(perSecond.toPrecision(3)))}/s`;
  const perMinute = perSecond * 60;
  return perMinute < 0.01 ? '< 0.01/min' : `${Number(perMinute.toPrecision(2))}/min`;
}

/** A percentage with as many digits as it needs: `0.04 %`, `12.3 %`. */
export function formatPercent(percent: number): string {
  if (Number.isNaN(percent)) return '–';
  if (percent !== 0 && Math.abs(percent) < 0.01) return '< 0.01 %';
  return `${Number(percent.toPrecision(percent >= 100 ? 4 : 3))} %`;
}

/** The numbers behind a chart, one row for each interval. */
export function redTable(data: RedData, metric: DrillMetric): PanelTable {
  const columns: readonly (readonly [name: string, values: readonly number[]])[] = metric === 'rate' ? [['spans per second', data.spansPerSecond]]
    : metric === 'errors' ? [['errors per second', data.errorsPerSecond]]
      : metric === 'share' ? [['percent with errors', data.errorShare]]
        : data.quantiles.map(({ quantile, values }) => [`p${quantile * 100} seconds (approximate)`, values.map((value) => value / 1e9)] as const);
  return {
    name: metricLabels[metric].toLowerCase().replace(' ', '-'),
    columns: ['time', ...columns.map(([name]) => name)],
    rows: data.times.map((time, i) => [new Date(time).toISOString(), ...columns.map(([, values]) => values[i]!)]),
    partial: data.partial,
  };
}
