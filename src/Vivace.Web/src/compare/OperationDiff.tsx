import { useMemo, useState } from 'react';
import { formatDuration } from '../time/durations';
import { Button } from '../ui/Button';
import { SortTable, type SortTableOrder } from '../ui/SortTable';
import { CountDelta, DeltaText } from './DeltaText';
import type { ComparedOperation } from './model/compareOperations';
import styles from './OperationDiff.module.css';

const columns = [
  { id: 'name', label: 'Operation', isText: true, of: (one: ComparedOperation) => `${one.service} ${one.name}` },
  { id: 'countA', label: 'Spans A', of: (one: ComparedOperation) => one.a.count },
  { id: 'countB', label: 'B', of: (one: ComparedOperation) => one.b.count },
  { id: 'count', label: 'Δ', of: (one: ComparedOperation) => one.b.count - one.a.count },
  { id: 'errors', label: 'Δ errors', of: (one: ComparedOperation) => one.b.errors - one.a.errors },
  { id: 'totalA', label: 'Total A', of: (one: ComparedOperation) => one.a.total },
  { id: 'totalB', label: 'B', of: (one: ComparedOperation) => one.b.total },
  { id: 'total', label: 'Δ total', of: (one: ComparedOperation) => one.b.total - one.a.total },
  { id: 'self', label: 'Δ self', of: (one: ComparedOperation) => one.b.self - one.a.self },
] as const;

type ColumnId = (typeof columns)[number]['id'];

const step = 100;

/** Both traces by service and name: for traces that are large or built differently. */
export function OperationDiff({ operations, onlyDifferent }: { readonly operations: readonly ComparedOperation[]; readonly onlyDifferent: boolean }) {
  const [sort, setSort] = useState<SortTableOrder<ColumnId>>({ by: 'self', ascending: false });
  const [shown, setShown] = useState(step);
  const rows = useMemo(() => {
    const wanted = onlyDifferent ? operations.filter(isDifferent) : operations;
    const { of } = columns.find(({ id }) => id === sort.by)!;
    const sign = sort.ascending ? 1 : -1;
    return [...wanted].sort((x, y) => {
      const [a, b] = [of(x), of(y)];
      if (typeof a === 'string' || typeof b === 'string') return String(a).localeCompare(String(b)) * sign;
      // Differences by their size, so that what was won stands beside what was lost.
      return (Math.abs(a) - Math.abs(b)) * sign;
    });
  }, [operations, onlyDifferent, sort]);

  return (
    // The table is wider than a phone: the keyboard has to be able to scroll it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.scroll} tabIndex={0} role="region" aria-label="Comparison by operation">
      <SortTable<ColumnId> columns={columns} order={sort} onSort={setSort}>
        {rows.slice(0, shown).map((one) => (
          <tr key={JSON.stringify([one.service, one.name])}>
            <th scope="row">
              <span className={styles.service}>{one.service}</span> {one.name}
              {one.a.count === 0 && <span className={styles.only}>only in B</span>}
              {one.b.count === 0 && <span className={styles.only}>only in A</span>}
            </th>
            <td>{one.a.count.toLocaleString('en')}</td>
            <td>{one.b.count.toLocaleString('en')}</td>
            <td>
              <CountDelta count={one.b.count - one.a.count} />
            </td>
            <td>
              <CountDelta count={one.b.errors - one.a.errors} />
            </td>
            <td>{one.a.count === 0 ? '–' : formatDuration(one.a.total)}</td>
            <td>{one.b.count === 0 ? '–' : formatDuration(one.b.total)}</td>
            <td>
              <DeltaText nanoseconds={one.b.total - one.a.total} />
            </td>
            <td>
              <DeltaText nanoseconds={one.b.self - one.a.self} />
            </td>
          </tr>
        ))}
      </SortTable>
      {rows.length === 0 && <p className={styles.none}>No operation differs.</p>}
      {rows.length > shown && (
        <p className={styles.none}>
          <Button onClick={() => setShown(shown + step)}>Show more of {(rows.length - shown).toLocaleString('en')}</Button>
        </p>
      )}
    </div>
  );
}

/** More than a tenth of time, or any count. */
function isDifferent({ a, b }: ComparedOperation): boolean {
  return a.count !== b.count || a.errors !== b.errors || Math.abs(a.total - b.total) > 0.1 * Math.max(a.total, b.total);
}
