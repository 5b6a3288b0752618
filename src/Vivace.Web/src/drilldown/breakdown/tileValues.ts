import type { DrillMetric } from '../../url/drilldownRoute';
import { formatDuration } from '../../time/durations';
import type { PanelTable } from '../panel/panelTable';
import type { FieldValue } from '../query/conditions';
import { formatFrequency, formatPercent } from '../red/redNumbers';
import type { ValueFacts } from './breakdown';

/** What a tile draws of its value; NaN where there is none. */
export function tileValues(facts: ValueFacts, metric: DrillMetric, stepSeconds: number): readonly number[] {
  switch (metric) {
    case 'rate':
      return facts.counts.map((count) => count / stepSeconds);
    case 'errors':
      return facts.errorCounts.map((count) => count / stepSeconds);
    case 'share':
      return facts.counts.map((count, i) => (count === 0 ? Number.NaN : (facts.errorCounts[i]! / count) * 100));
    case 'duration':
      return facts.durations.map((value, i) => (facts.counts[i] === 0 ? Number.NaN : value));
  }
}

/** A number of a tile's axis. */
export function formatTileValue(value: number, metric: DrillMetric): string {
  if (Number.isNaN(value)) return '–';
  return metric === 'share' ? formatPercent(value) : metric === 'duration' ? formatDuration(value) : formatFrequency(value);
}

/** The numbers of a tile to save, one row for each interval. */
export function tileTable(field: string, value: FieldValue, metric: DrillMetric, times: readonly number[], values: readonly number[]): PanelTable {
  const columns = { rate: 'spans per second', errors: 'errors per second', share: 'percent with errors', duration: 'p95 seconds (approximate)' } as const;
  return {
    name: 'breakdown-value',
    columns: ['time', field, columns[metric]],
    rows: times.map((time, i) => [new Date(time).toISOString(), value?.text ?? null, metric === 'duration' ? values[i]! / 1e9 : values[i]!]),
  };
}

/** The largest value of all tiles: they share one axis. */
export function largestOf(tiles: readonly (readonly number[])[]): number {
  let most = 0;
  for (const values of tiles) {
    for (const value of values) if (value > most) most = value;
  }
  return most;
}

/** A line broken where values are missing, and the area below it. */
export function tilePath(values: readonly number[], most: number, width: number, height: number): { readonly line: string; readonly area: string } {
  const x = (i: number) => Math.round(((i + 0.5) / values.length) * width * 100) / 100;
  const y = (value: number) => Math.round((height - 1 - (most === 0 ? 0 : (value / most) * (height - 3))) * 100) / 100;
  let line = '';
  let area = '';
  let from = -1;
  values.forEach((value, i) => {
    const isOpen = from >= 0;
    if (Number.isNaN(value)) {
      if (isOpen) area += `L${x(i - 1)} ${height}L${x(from)} ${height}Z`;
      from = -1;
      return;
    }
    const isAlone = !isOpen && (i === values.length - 1 || Number.isNaN(values[i + 1]!));
    line += `${isOpen ? 'L' : 'M'}${x(i)} ${y(value)}`;
    // A value without neighbours would have no length and not be seen.
    if (isAlone) line += `h${Math.round((width / values.length) * 50) / 100}`;
    area += `${isOpen ? 'L' : 'M'}${x(i)} ${y(value)}`;
    if (!isOpen) from = i;
  });
  if (from >= 0) area += `L${x(values.length - 1)} ${height}L${x(from)} ${height}Z`;
  return { line, area };
}
