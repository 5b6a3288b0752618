import { Download, Network } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/Button';
import { ButtonLink } from '../../ui/ButtonLink';
import { ChoiceButtons } from '../../ui/ChoiceButtons';
import { Menu, MenuItem, MenuLabel } from '../../ui/Menu';
import { Select } from '../../ui/Select';
import type { ResultsView } from '../table/columns';
import styles from './ResultsToolbar.module.css';
import { formatSort, parseSort, sortLabel, type ServerSort } from './sortOrder';
import { sortKeys } from '../../url/exploreRoute';

/** Properties of `ResultsToolbar`. */
export interface ResultsToolbarProps {
  readonly view: ResultsView;
  readonly onView: (view: ResultsView) => void;
  /** Number of rows of each view. */
  readonly counts: Readonly<Record<ResultsView, number>>;
  readonly sort: ServerSort;
  /** Whether the server can order by more than the newest start. */
  readonly canSort: boolean;
  readonly onSort: (sort: ServerSort) => void;
  readonly limit: number;
  readonly onLimit: (limit: number) => void;
  readonly onExport: ((format: 'csv' | 'json') => void) | undefined;
  /** The service graph of the traces found; absent without one. */
  readonly graphHref: string | undefined;
  readonly columns: ReactNode;
  readonly summary: ReactNode;
}

/** Numbers of traces that are offered. */
const limits = [20, 50, 100, 200, 500, 1000] as const;

/** The line between chart and table: what was found, and how it is shown. */
export function ResultsToolbar({ view, onView, counts, sort, canSort, onSort, limit, onLimit, onExport, graphHref, columns, summary }: ResultsToolbarProps) {
  const sorts = canSort
    ? sortKeys.flatMap((key) => [{ key, order: 'desc' as const }, { key, order: 'asc' as const }])
    : [{ key: 'start' as const, order: 'desc' as const }];
  return (
    <div className={styles.toolbar}>
      <ChoiceButtons
        label="Rows"
        value={view}
        onChange={onView}
        options={(['traces', 'spans'] as const).map((one) => ({
          value: one,
          label: <>{one === 'traces' ? 'Traces' : 'Spans'} <span className={styles.count}>{counts[one].toLocaleString('en')}</span></>,
        }))}
      />
      {summary}
      <div className={styles.tools}>
        <Select
          label="Order on the server"
          labelHidden
          className={styles.select ?? ''}
          value={formatSort(sort)}
          onChange={(value) => onSort(parseSort(value))}
          options={sorts.map((one) => ({ value: formatSort(one), label: sortLabel(one) }))}
          title="Order over all matching traces, by the server"
        />
        <Select
          label="Number of traces"
          labelHidden
          className={styles.select ?? ''}
          value={String(limit)}
          onChange={(value) => onLimit(Number(value))}
          options={[...new Set([...limits, limit])].sort((a, b) => a - b).map((one) => ({ value: String(one), label: `${one.toLocaleString('en')} traces` }))}
        />
        {columns}
        {graphHref !== undefined && (
          <ButtonLink size="sm" variant="ghost" icon={<Network aria-hidden />} href={graphHref} title="Who calls whom in these traces">
            Graph
          </ButtonLink>
        )}
        <Menu align="end" label="Export" trigger={<Button size="sm" variant="ghost" icon={<Download aria-hidden />} disabled={onExport === undefined}>Export</Button>}>
          <MenuLabel>The loaded rows with the shown columns</MenuLabel>
          <MenuItem onSelect={() => onExport?.('csv')}>CSV</MenuItem>
          <MenuItem onSelect={() => onExport?.('json')}>JSON</MenuItem>
        </Menu>
      </div>
    </div>
  );
}
