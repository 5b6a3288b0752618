import { useState } from 'react';
import { Link } from 'wouter';
import { latencyText, shareText } from '../../graph/graphWords';
import { narrowFilter } from '../../trace/details/attributes/attributeQuery';
import { quote } from '../../traceql/literals';
import { ErrorState } from '../../ui/ErrorState';
import { Skeleton } from '../../ui/Skeleton';
import { formatCompact } from '../../ui/formatNumbers';
import styles from './CallList.module.css';
import { useOperations, type Seconds } from './useOperations';

export interface OperationTableProps {
  /** What selects the spans. */
  readonly query: string;
  readonly seconds: Seconds;
  readonly linkTo: (query: string) => string;
}

const step = 10;

/** What the service is asked for, by span name; each leads to its traces. */
export function OperationTable({ query, seconds, linkTo }: OperationTableProps) {
  const [shown, setShown] = useState(step);
  const operations = useOperations(query, seconds);
  return (
    <section aria-label="Operations">
      <h3>
        Operations {operations.data !== undefined && <span className={styles.count}>{operations.data.length}</span>}
      </h3>
      {operations.isError && <ErrorState compact error={operations.error} title="The operations could not be loaded." onRetry={() => void operations.refetch()} />}
      {operations.isPending && <Skeleton rows={4} label="Loading the operations" />}
      {operations.data?.length === 0 && <p className={styles.none}>No operation in this range.</p>}
      {operations.data !== undefined && operations.data.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Count</th>
              <th scope="col">Errors</th>
              <th scope="col">≈ p50</th>
              <th scope="col">≈ p95</th>
            </tr>
          </thead>
          <tbody>
            {operations.data.slice(0, shown).map(({ name, requests, errors, p50, p95 }) => (
              <tr key={name}>
                <th scope="row">
                  <Link href={linkTo(narrowFilter(query, `name = ${quote(name)}`))} title={name}>
                    {name === '' ? 'no name' : name}
                  </Link>
                </th>
                <td>{formatCompact(requests)}</td>
                <td className={errors > 0 ? styles.failing : undefined}>{shareText(requests === 0 ? 0 : errors / requests)}</td>
                <td>{latencyText(p50)}</td>
                <td>{latencyText(p95)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {(operations.data?.length ?? 0) > shown && (
        <button type="button" className={styles.more} onClick={() => setShown(shown + 50)}>
          Show more of {operations.data!.length - shown}
        </button>
      )}
    </section>
  );
}
