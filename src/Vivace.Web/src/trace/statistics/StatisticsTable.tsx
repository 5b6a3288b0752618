import { ChevronRight } from 'lucide-react';
import { Fragment, useMemo, useState, type CSSProperties } from 'react';
import { formatDuration } from '../../time/durations';
import { Button } from '../../ui/Button';
import { SortHeader } from '../../ui/SortHeader';
import { arrangeGroups } from './arrangeGroups';
import { sortGroups, type StatisticsColumn, type StatisticsSort } from './sortGroups';
import type { StatisticsGroup } from './StatisticsGroup';
import styles from './StatisticsTable.module.css';

const columns = [
  { id: 'count', label: 'Spans' },
  { id: 'errors', label: 'Errors' },
  { id: 'share', label: '% of trace' },
  { id: 'total', label: 'Total' },
  { id: 'self', label: 'Self' },
  { id: 'average', label: 'Average' },
  { id: 'minimum', label: 'Min' },
  { id: 'p50', label: 'p50' },
  { id: 'p95', label: 'p95' },
  { id: 'maximum', label: 'Max' },
] as const satisfies readonly { id: StatisticsColumn; label: string }[];

type NumberColumn = (typeof columns)[number]['id'];

/** Groups put on the page at once; an attribute may have a value per span. */
const step = 100;

export interface StatisticsTableProps {
  groups: readonly StatisticsGroup[];
  /** The groups inside of a group by the second key, when there is one. */
  innerOf: ((group: StatisticsGroup) => readonly StatisticsGroup[]) | undefined;
  keyLabel: string;
  /** Filters for a group; with two keys for the inner group and the one around it. */
  onChoose: (group: StatisticsGroup, outer: StatisticsGroup | null) => void;
  colorOf: (group: StatisticsGroup) => string | undefined;
}

/** Statistics of groups and of the groups inside of them, sortable, with the heaviest cells coloured. */
export function StatisticsTable({ groups, innerOf, keyLabel, onChoose, colorOf }: StatisticsTableProps) {
  const [sort, setSort] = useState<StatisticsSort>({ by: 'share', descending: true });
  const [shown, setShown] = useState(step);
  const [toggled, setToggled] = useState<ReadonlyMap<string | null, boolean>>(new Map());
  const sorted = useMemo(() => sortGroups(groups, sort), [groups, sort]);
  const visible = useMemo(
    () => arrangeGroups(sorted.slice(0, shown), innerOf, sort, toggled),
    [sorted, shown, innerOf, sort, toggled],
  );
  const largest = useMemo(() => {
    const most = {} as Record<NumberColumn, number>;
    for (const { id } of columns) {
      most[id] = 0;
      for (const group of groups) most[id] = Math.max(most[id], group[id]);
      for (const { inner } of visible) for (const group of inner) most[id] = Math.max(most[id], group[id]);
    }
    return most;
  }, [groups, visible]);

  const header = (id: StatisticsColumn, label: string) => {
    const active = sort.by === id;
    return (
      <SortHeader
        key={id}
        order={active ? (sort.descending ? 'descending' : 'ascending') : undefined}
        onSort={() => setSort({ by: id, descending: active ? !sort.descending : id !== 'key' })}
      >
        {label}
      </SortHeader>
    );
  };
  const row = (group: StatisticsGroup, outer: StatisticsGroup | null, isOpen = false) => (
    <tr data-inner={outer !== null || undefined}>
      <th scope="row">
        <span className={styles.group}>
          {outer === null && innerOf !== undefined && (
            <button
              type="button"
              className={styles.toggle}
              aria-expanded={isOpen}
              aria-label={`Groups of ${nameOf(group)}`}
              onClick={() => setToggled(new Map(toggled).set(group.key, !isOpen))}
            >
              <ChevronRight aria-hidden />
            </button>
          )}
          <button
            type="button"
            className={styles.name}
            title="Show only these spans"
            onClick={() => onChoose(group, outer)}
          >
            {outer === null && <span className={styles.color} style={{ background: colorOf(group) }} />}
            {group.key === null || group.key === '' ? <em>{nameOf(group)}</em> : group.key}
          </button>
        </span>
      </th>
      {columns.map(({ id }) => (
        <td
          key={id}
          data-tone={id === 'errors' && group.errors > 0 ? 'error' : undefined}
          style={heat(group[id], largest[id])}
        >
          {formatCell(id, group[id])}
        </td>
      ))}
    </tr>
  );

  return (
    <>
      <table className={styles.table}>
        <thead>
          <tr>
            {header('key', keyLabel)}
            {columns.map(({ id, label }) => header(id, label))}
          </tr>
        </thead>
        <tbody>
          {visible.map(({ group, isOpen, inner }) => (
            <Fragment key={group.key ?? '\u0000'}>
              {row(group, null, isOpen)}
              {inner.slice(0, step).map((one) => (
                <Fragment key={one.key ?? '\u0000'}>{row(one, group)}</Fragment>
              ))}
              {inner.length > step && (
                <tr data-inner>
                  <td colSpan={columns.length + 1} className={styles.rest}>
                    {(inner.length - step).toLocaleString('en')} more groups; filter for {group.key ?? 'these spans'} to
                    see them
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
      {shown < sorted.length && (
        <p className={styles.more}>
          {shown.toLocaleString('en')} of {sorted.length.toLocaleString('en')} groups{' '}
          <Button size="sm" onClick={() => setShown(shown + step)}>
            Show more
          </Button>
        </p>
      )}
    </>
  );
}

function nameOf({ key }: StatisticsGroup): string {
  return key === null ? 'not set' : key === '' ? 'empty' : key;
}

function formatCell(id: NumberColumn, value: number): string {
  if (id === 'count') return value.toLocaleString('en');
  if (id === 'errors') return value === 0 ? '–' : value.toLocaleString('en');
  if (id === 'share') return value > 0 && value < 0.001 ? '< 0.1 %' : `${(value * 100).toFixed(1)} %`;
  return formatDuration(value);
}

function heat(value: number, largest: number): CSSProperties | undefined {
  if (largest <= 0 || value <= 0) return undefined;
  return { '--heat': `${Math.round((value / largest) * 100)}%` } as CSSProperties;
}
