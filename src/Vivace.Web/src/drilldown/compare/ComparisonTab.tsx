import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useAbout } from '../../api/about';
import { useTenant } from '../../api/tenant';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorState } from '../../ui/ErrorState';
import { LoadingState } from '../../ui/LoadingState';
import { PartialBanner } from '../../ui/PartialBanner';
import { Stale } from '../../ui/Stale';
import { fetchInstant } from '../data/fetchMetrics';
import type { DrillTabProps } from '../DrillTabs';
import { exploreOf } from '../drillView';
import { PanelMenu } from '../panel/PanelMenu';
import type { PanelTable } from '../panel/panelTable';
import { TabPart } from '../panel/TabPart';
import { spansetOf } from '../query/drillQuery';
import type { RedData } from '../red/redData';
import { overallQuantile } from '../red/redNumbers';
import { CompareControls } from './CompareControls';
import { fieldsIn, planOf, selectionOf } from './comparePlan';
import styles from './ComparisonTab.module.css';
import { FieldCard } from './FieldCard';
import { rankFields, type RankedField, type Verdict } from './ranking';
import { useComparison, type ComparisonState } from './useComparison';

/** What tells the selection from the baseline, the most telling field first. */
export function ComparisonTab({ red, ...rest }: DrillTabProps) {
  // What is selected follows from the charts' numbers.
  if (red !== undefined) return <Comparison {...rest} red={red} />;
  if (rest.redError !== undefined) return <ErrorState compact error={rest.redError} title="The comparison needs the numbers of the charts." onRetry={rest.retryRed} />;
  return <LoadingState label="Waiting for the charts" rows={8} />;
}

function Comparison({ route, change, range, askedAtMs, red, isRedStale }: DrillTabProps & { readonly red: RedData }) {
  const isStreamed = useAbout()?.features.includes('metrics-stream');
  const chosen = selectionOf(route, red.spans, red.errors);
  const slow = useSlowest({ route, range, red, isWanted: chosen === 'slow' });
  const planned = useMemo(() => planOf(route, range, chosen, slow), [route, range, chosen, slow]);
  // While the charts' numbers are of other spans, nothing is asked.
  const asked = 'missing' in planned || isRedStale ? undefined : planned;
  const { state, stop, retry } = useComparison(asked, askedAtMs, isStreamed);
  const plan = isRedStale ? state.plan : asked;
  const { comparison } = state;
  const ranked = useMemo(() => (comparison === undefined ? [] : rankFields(comparison, fieldsIn(state.plan?.selection.condition ?? ''))), [comparison, state.plan]);
  const isEmpty = comparison !== undefined && !state.isStale && !state.isRunning && (comparison.selection === 0 || comparison.baseline === 0);
  const reasons = [...state.warnings, ...(state.isStopped ? ['stopped by you'] : [])];

  return (
    <TabPart
      label="Comparison"
      left={<CompareControls route={route} change={change} range={range} chosen={chosen} />}
      menu={
        <PanelMenu
          of="Comparison"
          query={plan?.query ?? spansetOf(route)}
          explore={exploreOf(route)}
          table={comparison === undefined ? undefined : () => tableOf(ranked, reasons)}
        />
      }
    >
      {'missing' in planned && !isRedStale && (chosen !== 'slow' || !Number.isFinite(slow ?? Number.NaN)) && (
        <EmptyState
          compact
          title={chosen === 'slow' ? 'Looking for the slowest spans' : 'Nothing is selected yet'}
          actions={chosen === 'box' && <Button onClick={() => change({ metric: 'duration' }, 'push')}>Show the heat map</Button>}
        >
          {planned.missing}
        </EmptyState>
      )}
      {plan !== undefined && comparison !== undefined && !isEmpty && (
        <Legend state={state} />
      )}
      {state.error !== undefined && plan !== undefined && <ErrorState compact error={state.error} title="The comparison did not finish." onRetry={retry} />}
      {plan !== undefined && !state.isRunning && comparison !== undefined && <PartialBanner reasons={reasons} actions={<Button size="sm" onClick={retry}>Run again</Button>} />}
      {plan !== undefined && state.isRunning && (comparison === undefined || state.isStale) && <LoadingState label="Comparing" fraction={state.fraction} onCancel={stop} rows={comparison === undefined ? 8 : 0} />}
      {isEmpty && plan !== undefined && (
        <EmptyState compact title={comparison.selection === 0 ? 'The selection has no span' : 'The baseline has no span'}>
          {comparison.selection === 0
            ? `No span of this view is among ${plan.selectionWords}. Choose another selection, or a longer time range.`
            : `All ${comparison.selection.toLocaleString('en')} spans of this view are selected, so there is nothing to compare them with. Choose another baseline, or take a filter away.`}
        </EmptyState>
      )}
      {plan !== undefined && comparison !== undefined && !isEmpty && (
        <Stale active={state.isStale || isRedStale}>
          <Fields ranked={ranked} verdict="differs" title="What differs" isOpen {...{ route, change, plan, selection: comparison.selection, baseline: comparison.baseline }} />
          {!ranked.some(({ verdict }) => verdict === 'differs') && <p className={styles.note}>No field tells the two sides apart by more than chance.</p>}
          <Fields ranked={ranked} verdict="alike" title="Alike on both sides" {...{ route, change, plan, selection: comparison.selection, baseline: comparison.baseline }} />
          <Fields ranked={ranked} verdict="given" title="Given by the selection" {...{ route, change, plan, selection: comparison.selection, baseline: comparison.baseline }} />
          <Fields ranked={ranked} verdict="unique" title="Nearly a value for each span" {...{ route, change, plan, selection: comparison.selection, baseline: comparison.baseline }} />
          <Fields ranked={ranked} verdict="single" title="One value only" {...{ route, change, plan, selection: comparison.selection, baseline: comparison.baseline }} />
        </Stale>
      )}
    </TabPart>
  );
}

function Legend({ state: { comparison, plan } }: { readonly state: ComparisonState }) {
  if (comparison === undefined || plan === undefined) return null;
  return (
    <p className={styles.legend} role="status">
      <span><span className={styles.selection} aria-hidden /><strong>{comparison.selection.toLocaleString('en')}</strong> selected: {plan.selectionWords}</span>{' '}
      <span><span className={styles.baseline} aria-hidden /><strong>{comparison.baseline.toLocaleString('en')}</strong> compared with: {plan.baselineWords}</span>
    </p>
  );
}

interface FieldsProps extends Omit<Parameters<typeof FieldCard>[0], 'ranked'> {
  readonly ranked: readonly RankedField[];
  readonly verdict: Verdict;
  readonly title: string;
  readonly isOpen?: boolean;
}

/** The fields of one verdict; what tells little is folded. */
function Fields({ ranked, verdict, title, isOpen = false, ...shared }: FieldsProps) {
  const fields = ranked.filter((one) => one.verdict === verdict);
  if (fields.length === 0) return null;
  const cards = <div className={styles.cards}>{fields.map((one) => <FieldCard key={one.field} ranked={one} {...shared} />)}</div>;
  if (isOpen) {
    return (
      <section aria-label={title}>
        <h3 className="visually-hidden">{title}</h3>
        {cards}
      </section>
    );
  }
  return (
    <details className={styles.group}>
      <summary className={styles.summary}><h3 className={styles.title}>{title}</h3> {fields.length}</summary>
      {cards}
    </details>
  );
}

/** Where the slowest begin, in nanoseconds: from the charts where they have it, otherwise asked for. */
function useSlowest({ route, range, red, isWanted }: Pick<DrillTabProps, 'route' | 'range'> & { readonly red: RedData; readonly isWanted: boolean }): number | undefined {
  const tenant = useTenant((state) => state.tenant);
  const quantile = (100 - route.slowest) / 100;
  const known = overallQuantile(red, quantile);
  const query = `${spansetOf(route)} | quantile_over_time(duration, ${quantile})`;
  const { data } = useQuery({
    queryKey: ['drilldown-quantile', tenant, query, range],
    queryFn: async ({ signal }) => ((await fetchInstant(query, range, signal)).series[0]?.value ?? Number.NaN) * 1e9,
    enabled: isWanted && !Number.isFinite(known),
    staleTime: Infinity,
    retry: false,
  });
  const value = Number.isFinite(known) ? known : data;
  return value === undefined || !Number.isFinite(value) ? undefined : value;
}

function tableOf(ranked: readonly RankedField[], reasons: readonly string[]): PanelTable {
  return {
    name: 'comparison',
    columns: ['field', 'verdict', 'score', 'value', 'selection', 'baseline'],
    rows: ranked.flatMap(({ field, verdict, score, values }) => values.map((one) => [field, verdict, score, one.value?.text ?? null, one.selection, one.baseline])),
    partial: reasons.length === 0 ? undefined : reasons.join('; '),
  };
}
