import { useMemo, useState } from 'react';
import { ErrorState } from '../../ui/ErrorState';
import { PartialBanner } from '../../ui/PartialBanner';
import { Select } from '../../ui/Select';
import { Skeleton } from '../../ui/Skeleton';
import { Stale } from '../../ui/Stale';
import type { DrillTabProps } from '../DrillTabs';
import { exploreOf } from '../drillView';
import { PanelMenu } from '../panel/PanelMenu';
import type { PanelTable } from '../panel/panelTable';
import { TabPart } from '../panel/TabPart';
import { conditionOf } from '../query/drillQuery';
import { changeOf, inOrder, type ValueFacts } from './breakdown';
import styles from './BreakdownTab.module.css';
import { FieldPicker } from './FieldPicker';
import { largestOf, tileValues } from './tileValues';
import { breakdownQuery, useBreakdown } from './useBreakdown';
import { firstGroups } from './usefulness';
import { ValueTable } from './ValueTable';
import { ValueTile } from './ValueTile';

/** More values than this are a table. */
const mostTiles = 50;

/** What each value of a field did: a tile for each, on one axis. */
export function BreakdownTab({ route, change, range, askedAtMs, red, redError }: DrillTabProps) {
  const candidates = firstGroups(route.filters);
  const about = conditionOf(route);
  const [passed, setPassed] = useState({ about, count: 0 });
  const place = passed.about === about ? passed.count : 0;
  const field = route.group === '' ? candidates[place]! : route.group;
  // The charts come first: everyone waits for them, and browsers have few connections to a server.
  const [isWanted, setWanted] = useState(red !== undefined);
  if (!isWanted && (red !== undefined || redError !== undefined)) setWanted(true);
  const { data, error, isPlaceholderData, refetch } = useBreakdown(route, field, route.metric === 'duration', range, askedAtMs, isWanted);
  const facts = useMemo(() => inOrder(data?.facts ?? [], route.sort), [data, route.sort]);
  // One value explains nothing; without a choice of one's own the next field is taken.
  if (route.group === '' && data?.facts.length === 1 && !isPlaceholderData && place < candidates.length - 1) setPassed({ about, count: place + 1 });
  const stepSeconds = data?.stepSeconds ?? 1;
  const tiles = useMemo(() => facts.slice(0, mostTiles).map((one) => tileValues(one, route.metric, stepSeconds)), [facts, route.metric, stepSeconds]);
  const most = largestOf(tiles);
  return (
    <TabPart
      label={`Breakdown by ${field}`}
      left={<FieldPicker route={route} value={field} onChange={(group) => change({ group }, 'push')} isReady={data !== undefined || error !== null} />}
      count={data === undefined ? undefined : `${facts.length.toLocaleString('en')} ${facts.length === 1 ? 'value' : 'values'}`}
      right={
        <Select
          label="Order"
          labelHidden
          className={styles.sort ?? ''}
          value={route.sort}
          onChange={(sort) => change({ sort }, 'replace')}
          options={[
            { value: 'rate', label: 'Highest rate first' }, { value: 'errors', label: 'Most errors first' },
            { value: 'p95', label: 'Slowest first' }, { value: 'change', label: 'Largest change first' },
          ]}
        />
      }
      menu={
        <PanelMenu
          of="Breakdown"
          query={breakdownQuery(route, field)}
          explore={exploreOf(route)}
          table={data === undefined ? undefined : () => tableOf(field, facts, data.partial)}
        />
      }
    >
      {error !== null && <ErrorState compact error={error} title="The breakdown could not be computed." onRetry={() => void refetch()} />}
      {error === null && data === undefined && <Skeleton rows={6} height={48} label="Computing" />}
      {error === null && data !== undefined && (
        <Stale active={isPlaceholderData}>
          {data.partial !== undefined && <PartialBanner reasons={[data.partial]} />}
          {facts.length === 1 && facts[0]!.value === undefined && <p className={styles.note}>None of these spans has {field}. Choose another field.</p>}
          {facts.length > mostTiles ? (
            <ValueTable route={route} change={change} field={field} facts={facts} />
          ) : (
            <ul className={styles.tiles} aria-label={`Values of ${field}`}>
              {facts.map((one, i) => (
                <ValueTile key={one.key} route={route} change={change} field={field} facts={one} values={tiles[i]!} times={data.times} stepMs={stepSeconds * 1000} most={most} metric={route.metric} />
              ))}
            </ul>
          )}
        </Stale>
      )}
    </TabPart>
  );
}

function tableOf(field: string, facts: readonly ValueFacts[], partial: string | undefined): PanelTable {
  return {
    name: 'breakdown',
    columns: [field, 'spans', 'spans per second', 'errors', 'p95 seconds (approximate)', 'change percent'],
    rows: facts.map((one) => [one.value?.text ?? null, one.spans, one.rate, one.errors, one.p95 / 1e9, changeOf(one) ?? null]),
    partial,
  };
}
