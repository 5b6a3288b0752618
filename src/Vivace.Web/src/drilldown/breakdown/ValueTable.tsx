import { formatDuration } from '../../time/durations';
import { classes } from '../../ui/classes';
import { SortHeader } from '../../ui/SortHeader';
import type { DrillView } from '../drillView';
import { formatFrequency, formatPercent } from '../red/redNumbers';
import { changeOf, type BreakdownSort, type ValueFacts } from './breakdown';
import { ChangeText } from './ChangeText';
import { keepOnly, ValueActions } from './ValueActions';
import { ValueName, wordsOf } from './ValueName';
import styles from './ValueTable.module.css';

/** Rows that are drawn; the rest is in the download. */
const mostRows = 300;

const columns: readonly { readonly sort: BreakdownSort; readonly label: string }[] = [
  { sort: 'rate', label: 'Rate' }, { sort: 'errors', label: 'Errors' }, { sort: 'p95', label: 'p95, approximate' }, { sort: 'change', label: 'Change' },
];

export interface ValueTableProps extends Pick<DrillView, 'route' | 'change'> {
  readonly field: string;
  /** In the order of the address. */
  readonly facts: readonly ValueFacts[];
}

/** Values as rows, where there are too many for tiles. */
export function ValueTable({ route, change, field, facts }: ValueTableProps) {
  return (
    // Scrolls sideways by itself where it is narrow.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={`Values of ${field}`}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" className={styles.nameHead}>{field}</th>
            {columns.map(({ sort, label }) => (
              <SortHeader key={sort} order={route.sort === sort ? 'descending' : undefined} onSort={() => change({ sort }, 'replace')}>{label}</SortHeader>
            ))}
            <th scope="col"><span className="visually-hidden">Actions</span></th>
          </tr>
        </thead>
        <tbody>
          {facts.slice(0, mostRows).map((one) => (
            <tr key={one.key}>
              <th scope="row">
                <button type="button" className={styles.name} aria-label={`Keep only ${wordsOf(one.value)}`} onClick={() => keepOnly({ route, change }, field, one.value)}><ValueName value={one.value} /></button>
              </th>
              <td>{formatFrequency(one.rate)}</td>
              <td className={classes(one.errors > 0 && styles.errors)}>{one.errors.toLocaleString('en')} · {formatPercent((one.errors / one.spans) * 100)}</td>
              <td>{Number.isNaN(one.p95) ? '–' : `≈ ${formatDuration(one.p95)}`}</td>
              <td><ChangeText percent={changeOf(one)} /></td>
              <td className={styles.actions}><ValueActions route={route} change={change} field={field} value={one.value} /></td>
            </tr>
          ))}
        </tbody>
      </table>
      {facts.length > mostRows && <p className={styles.more}>The first {mostRows} of {facts.length.toLocaleString('en')} values; the download has all.</p>}
    </div>
  );
}
