import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDuration } from '../../time/durations';
import { useZone } from '../../time/useZone';
import type { TraceModel } from '../../trace/model/TraceModel';
import { ErrorState } from '../../ui/ErrorState';
import { Select } from '../../ui/Select';
import { Skeleton } from '../../ui/Skeleton';
import { fetchSimilar } from '../similarTraces';
import styles from './SimilarList.module.css';

const orders = {
  fastest: { label: 'Fastest first', by: (duration: number) => duration },
  slowest: { label: 'Slowest first', by: (duration: number) => -duration },
  newest: { label: 'Newest first', by: () => 0 },
} as const;

/** Traces with the same root as the other side's, from around its time. */
export function SimilarList({ other, onChoose }: { readonly other: TraceModel; readonly onChoose: (traceId: string) => void }) {
  const [order, setOrder] = useState<keyof typeof orders>('newest');
  const zone = useZone();
  const { rootService, rootName, traceId, startUnixNano } = other;
  const similar = useQuery({
    queryKey: ['similar', traceId, rootService, rootName],
    queryFn: ({ signal }) => fetchSimilar({ rootService, rootName, traceId, startUnixNano }, signal),
    enabled: rootName !== '',
  });
  const rows = [...(similar.data ?? [])].sort((a, b) => orders[order].by(a.durationNanoseconds) - orders[order].by(b.durationNanoseconds));
  return (
    <section aria-label="Similar traces">
      <div className={styles.head}>
        <h3>
          Similar: {rootService} {rootName} <span className={styles.zone}>{zone.offset(startUnixNano)}</span>
        </h3>
        {rows.length > 1 && (
          <Select
            label="Order"
            labelHidden
            value={order}
            onChange={setOrder}
            options={(Object.keys(orders) as Array<keyof typeof orders>).map((value) => ({ value, label: orders[value].label }))}
          />
        )}
      </div>
      {rootName === '' && <p className={styles.none}>The root of the other trace was not received, so nobody knows what is similar.</p>}
      {similar.isLoading && <Skeleton rows={4} label="Looking for similar traces" />}
      {similar.isError && <ErrorState compact error={similar.error} title="Similar traces could not be looked for." onRetry={() => void similar.refetch()} />}
      {similar.data?.length === 0 && <p className={styles.none}>No other trace with this root within six hours.</p>}
      <ul className={styles.list}>
        {rows.map((trace) => (
          <li key={trace.traceId}>
            <button type="button" className={styles.row} onClick={() => onChoose(trace.traceId)}>
              <span>{zone.instant(trace.startUnixNano)}</span>
              <strong>{formatDuration(trace.durationNanoseconds)}</strong>
              <span>{trace.spanCount.toLocaleString('en')} spans</span>
              <span className={trace.errorCount > 0 ? styles.failing : undefined}>
                {trace.errorCount.toLocaleString('en')} {trace.errorCount === 1 ? 'error' : 'errors'}
              </span>
              <span className={styles.id}>{trace.traceId.slice(0, 8)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
