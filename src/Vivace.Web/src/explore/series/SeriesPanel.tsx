import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Suspense, useCallback, useMemo, useState } from 'react';
import { getJson } from '../../api/client';
import { useTenant } from '../../api/tenant';
import { lazyPart } from '../../app/lazyPart';
import { NARROW, useMediaQuery } from '../../app/useMediaQuery';
import { chosenColor } from '../../theme/chosenColors';
import { spanColor } from '../../theme/spanColors';
import { Button } from '../../ui/Button';
import { ErrorState } from '../../ui/ErrorState';
import { Select } from '../../ui/Select';
import { Skeleton } from '../../ui/Skeleton';
import { Stale } from '../../ui/Stale';
import { Tabs } from '../../ui/Tabs';
import type { ExploreState } from '../../url/exploreRoute';
import { metricsOver, splitQuery } from '../query/pipeline';
import type { SearchRequest } from '../run/searchState';
import { HistogramChart } from './HistogramChart';
import { histogramOf } from './histogramGrid';
import { type MetricsSeries, readInstantValues, readMetrics } from './metricsAnswer';
import { SeriesChart } from './SeriesChart';
import { SeriesLegend } from './SeriesLegend';
import styles from './SeriesPanel.module.css';
import { SeriesValues } from './SeriesValues';
import { stepChoices } from './steps';
import { bucketUnitOf, formatValue, isComparison, unitOf } from './units';

export interface SeriesPanelProps {
  readonly request: SearchRequest;
  /** When it was run; another time asks again. */
  readonly startedAtMs: number;
  /** The distance of two points, such as `1m`; empty for what fits the range. */
  readonly step: ExploreState['step'];
  readonly onStep: (step: ExploreState['step']) => void;
  /** Asked to run another query in place of this one. */
  readonly onRun: (query: string) => void;
  readonly onSelectRange: (fromMs: number, toMs: number) => void;
  readonly onOpenTrace: (traceId: string) => void;
}

const ComparisonTable = lazyPart(() => import('./ComparisonTable'), 'ComparisonTable');

type Mode = 'heat' | 'comparison' | 'lines' | 'bars' | 'table';

const modes = [{ value: 'lines', label: 'Lines' }, { value: 'bars', label: 'Stacked' }, { value: 'table', label: 'Table' }] as const;
const histogramModes = [{ value: 'heat', label: 'Heat map' }, ...modes] as const;
const comparisonModes = [{ value: 'comparison', label: 'Comparison' }, { value: 'table', label: 'Table' }] as const;

/** All groups of a histogram added up. */
const together = '';

/** Series that are drawn; the legend of more would not be read. */
const DRAWN = 100;

/** The same spans, those with errors compared with the rest; undefined for arithmetic, which has no one set of spans. */
function comparisonFor(query: string): string | undefined {
  return splitQuery(query).metricsStage < 0 ? undefined : metricsOver(query, 'compare({ status = error })');
}

/**
 * The numbers of a metrics query: over time as lines, stacked bars or, for histograms, a heat map; one value a series over the whole
 * range; for `compare()`, in what the two sides differ.
 */
export function SeriesPanel({ request, startedAtMs, step, onStep, onRun, onSelectRange, onOpenTrace }: SeriesPanelProps) {
  const [chosen, setMode] = useState<Mode | undefined>(undefined);
  const [group, setGroup] = useState(together);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const tenant = useTenant((state) => state.tenant);
  const isNarrow = useMediaQuery(NARROW);
  const { query, startSeconds, endSeconds } = request;
  const unit = useMemo(() => unitOf(query), [query]);
  const bucketUnit = useMemo(() => bucketUnitOf(query), [query]);
  const compares = useMemo(() => isComparison(query), [query]);
  const asComparison = useMemo(() => comparisonFor(query), [query]);
  const tabs: readonly { readonly value: Mode; readonly label: string }[] = compares ? comparisonModes : bucketUnit === undefined ? modes : histogramModes;
  // A choice stays as long as the query has it; without one, what suits the query best.
  const mode = tabs.find(({ value }) => value === chosen)?.value ?? tabs[0]!.value;
  const boundText = useCallback((bound: number) => formatValue(bound, bucketUnit ?? 'none'), [bucketUnit]);
  const key = [tenant, query, startSeconds, endSeconds, startedAtMs];
  const asked = { q: query, start: startSeconds, end: endSeconds };
  const overTime = useQuery({
    queryKey: ['explore-series', ...key, step],
    queryFn: async ({ signal }) =>
      readMetrics(await getJson<unknown>('/api/metrics/query_range', { query: { ...asked, step: step === '' ? undefined : step }, signal }), boundText),
    enabled: mode !== 'table' && mode !== 'comparison',
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    retry: false,
  });
  const atOnce = useQuery({
    queryKey: ['explore-values', ...key],
    queryFn: ({ signal }) => getJson<unknown>('/api/metrics/query', { query: asked, signal }),
    enabled: mode === 'table' || mode === 'comparison',
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    retry: false,
  });

  const values = useMemo(() => (atOnce.data === undefined ? undefined : readInstantValues(atOnce.data, boundText)), [atOnce.data, boundText]);

  const answer = overTime.data;
  const groups = useMemo(() => [...new Set(answer?.series.map((series) => series.group ?? '') ?? [])], [answer]);
  const grid = useMemo(() => {
    const all = answer?.series ?? [];
    return histogramOf(answer?.times ?? [], groups.includes(group) && group !== together ? all.filter((series) => series.group === group) : all);
  }, [answer, groups, group]);
  const drawn = useMemo(() => answer?.series.slice(0, DRAWN) ?? [], [answer]);
  const shown = useMemo(() => drawn.filter(({ name }) => !hidden.has(name)), [drawn, hidden]);
  const colorOf = useMemo(() => {
    const indexes = new Map(drawn.map((series, i) => [series, i]));
    return (series: MetricsSeries) => (series.service === undefined ? undefined : chosenColor(series.service)) ?? spanColor(indexes.get(series) ?? 0);
  }, [drawn]);
  const solo = (name: string) => {
    const isAlone = shown.length === 1 && shown[0]?.name === name;
    setHidden(isAlone ? new Set() : new Set(drawn.map((series) => series.name).filter((other) => other !== name)));
  };
  const toggle = (name: string) => setHidden((before) => (before.has(name) ? new Set([...before].filter((other) => other !== name)) : new Set([...before, name])));

  const isAtOnce = mode === 'table' || mode === 'comparison';
  const current = isAtOnce ? atOnce : overTime;
  const count = isAtOnce ? values?.length : answer?.series.length;
  const tools = (
    <div className={styles.tools}>
      {count !== undefined && count > 0 && mode !== 'comparison' && (
        <span className={styles.count}>{count > DRAWN && (mode === 'lines' || mode === 'bars') ? `first ${DRAWN} of ${count.toLocaleString('en')} series` : `${count.toLocaleString('en')} series`}</span>
      )}
      {mode === 'heat' && groups.length > 1 && (
        <Select
          label="Group"
          labelHidden
          value={groups.includes(group) ? group : together}
          onChange={setGroup}
          options={[{ value: together, label: 'All groups together' }, ...groups.filter((one) => one !== together).map((one) => ({ value: one, label: one }))]}
        />
      )}
      {asComparison !== undefined && !compares && (
        <Button variant="ghost" size="sm" title="What the spans with errors have that the others have not" onClick={() => onRun(asComparison)}>
          Show as compare()
        </Button>
      )}
      {!isAtOnce && <Select label="Step" labelHidden value={step} onChange={onStep} options={stepChoices(endSeconds - startSeconds, step)} title="The distance of two points" />}
    </div>
  );
  return (
    <section className={styles.panel} aria-label="Series">
      <Tabs
        label="How the numbers are shown"
        value={mode}
        onChange={(next) => setMode(next)}
        tabs={tabs}
        trailing={isNarrow ? undefined : tools}
      />
      {isNarrow && tools}
      {current.error !== null && <ErrorState compact error={current.error} title="The numbers could not be computed." onRetry={() => void current.refetch()} />}
      {current.error === null && current.data === undefined && <Skeleton rows={8} height={24} label="Computing" />}
      {current.error === null && count === 0 && <p className={styles.none}>No span in this range matches, so there are no series.</p>}
      {mode === 'table' && atOnce.error === null && values !== undefined && values.length > 0 && (
        <Stale active={atOnce.isPlaceholderData}>
          <SeriesValues values={values} format={(value) => formatValue(value, unit)} />
        </Stale>
      )}
      {mode === 'comparison' && atOnce.error === null && values !== undefined && values.length > 0 && (
        <Stale active={atOnce.isPlaceholderData}>
          <Suspense fallback={<Skeleton rows={8} height={24} label="Comparing" />}>
            <ComparisonTable answer={atOnce.data} />
          </Suspense>
        </Stale>
      )}
      {mode === 'heat' && overTime.error === null && answer !== undefined && answer.series.length > 0 && (
        <Stale active={overTime.isPlaceholderData}>
          <HistogramChart grid={grid} unit={bucketUnit ?? 'none'} fromMs={startSeconds * 1000} toMs={endSeconds * 1000} onSelectRange={onSelectRange} onOpenTrace={onOpenTrace} />
        </Stale>
      )}
      {(mode === 'lines' || mode === 'bars') && overTime.error === null && answer !== undefined && answer.series.length > 0 && (
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
          <SeriesLegend series={drawn} hidden={hidden} colorOf={colorOf} unit={unit} times={answer.times} fromMs={startSeconds * 1000} toMs={endSeconds * 1000} onSolo={solo} onToggle={toggle} />
        </Stale>
      )}
    </section>
  );
}
