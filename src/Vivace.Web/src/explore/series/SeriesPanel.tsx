import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { getJson } from '../../api/client';
import { useTenant } from '../../api/tenant';
import { ErrorState } from '../../ui/ErrorState';
import { Skeleton } from '../../ui/Skeleton';
import { Stale } from '../../ui/Stale';
import { Tabs } from '../../ui/Tabs';
import type { SearchRequest } from '../run/searchState';
import { type MetricsSeries, readInstantValues, readMetrics } from './metricsAnswer';
import { SeriesChart } from './SeriesChart';
import { SeriesLegend } from './SeriesLegend';
import styles from './SeriesPanel.module.css';
import { SeriesValues } from './SeriesValues';
import { formatValue, unitOf } from './units';

export interface SeriesPanelProps {
  readonly request: SearchRequest;
  /** When it was run; another time asks again. */
  readonly startedAtMs: number;
  readonly onSelectRange: (fromMs: number, toMs: number) => void;
  readonly onOpenTrace: (traceId: string) => void;
}

type Mode = 'lines' | 'bars' | 'table';

const modes = [{ value: 'lines', label: 'Lines' }, { value: 'bars', label: 'Stacked' }, { value: 'table', label: 'Table' }] as const;

/** Series that are drawn; the legend of more would not be read. */
const DRAWN = 100;

/** The numbers of a metrics query: over time as lines or stacked bars, or one value a series over the whole range. */
export function SeriesPanel({ request, startedAtMs, onSelectRange, onOpenTrace }: SeriesPanelProps) {
  const [mode, setMode] = useState<Mode>('lines');
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const tenant = useTenant((state) => state.tenant);
  const { query, startSeconds, endSeconds } = request;
  const unit = useMemo(() => unitOf(query), [query]);
  const key = [tenant, query, startSeconds, endSeconds, startedAtMs];
  const asked = { q: query, start: startSeconds, end: endSeconds };
  const overTime = useQuery({
    queryKey: ['explore-series', ...key],
    queryFn: async ({ signal }) => readMetrics(await getJson<unknown>('/api/metrics/query_range', { query: asked, signal })),
    enabled: mode !== 'table',
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    retry: false,
  });
  const atOnce = useQuery({
    queryKey: ['explore-values', ...key],
    queryFn: async ({ signal }) => readInstantValues(await getJson<unknown>('/api/metrics/query', { query: asked, signal })),
    enabled: mode === 'table',
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    retry: false,
  });

  const answer = overTime.data;
  const drawn = useMemo(() => answer?.series.slice(0, DRAWN) ?? [], [answer]);
  const shown = useMemo(() => drawn.filter(({ name }) => !hidden.has(name)), [drawn, hidden]);
  const colorOf = useMemo(() => {
    const indexes = new Map(drawn.map((series, i) => [series, i]));
    return (series: MetricsSeries) => indexes.get(series) ?? 0;
  }, [drawn]);
  const solo = (name: string) => {
    const isAlone = shown.length === 1 && shown[0]?.name === name;
    setHidden(isAlone ? new Set() : new Set(drawn.map((series) => series.name).filter((other) => other !== name)));
  };
  const toggle = (name: string) => setHidden((before) => (before.has(name) ? new Set([...before].filter((other) => other !== name)) : new Set([...before, name])));

  const current = mode === 'table' ? atOnce : overTime;
  const count = mode === 'table' ? atOnce.data?.length : answer?.series.length;
  return (
    <section className={styles.panel} aria-label="Series">
      <Tabs
        label="How the numbers are shown"
        value={mode}
        onChange={(next) => setMode(next)}
        tabs={modes}
        trailing={count !== undefined && count > 0 && (
          <span className={styles.count}>{count > DRAWN && mode !== 'table' ? `first ${DRAWN} of ${count.toLocaleString('en')} series` : `${count.toLocaleString('en')} series`}</span>
        )}
      />
      {current.error !== null && <ErrorState compact error={current.error} title="The numbers could not be computed." onRetry={() => void current.refetch()} />}
      {current.error === null && current.data === undefined && <Skeleton rows={8} height={24} label="Computing" />}
      {current.error === null && count === 0 && <p className={styles.none}>No span in this range matches, so there are no series.</p>}
      {mode === 'table' && atOnce.error === null && atOnce.data !== undefined && atOnce.data.length > 0 && (
        <Stale active={atOnce.isPlaceholderData}>
          <SeriesValues values={atOnce.data} format={(value) => formatValue(value, unit)} />
        </Stale>
      )}
      {mode !== 'table' && overTime.error === null && answer !== undefined && answer.series.length > 0 && (
        <Stale active={overTime.isPlaceholderData}>
          <SeriesChart
            answer={answer}
            shown={shown}
            colorOf={colorOf}
            mode={mode}
            unit={unit}
            fromMs={startSeconds * 1000}
            toMs={endSeconds * 1000}
            onSelectRange={onSelectRange}
            onOpenTrace={onOpenTrace}
          />
          <SeriesLegend series={drawn} hidden={hidden} colorOf={colorOf} unit={unit} onSolo={solo} onToggle={toggle} />
        </Stale>
      )}
    </section>
  );
}
