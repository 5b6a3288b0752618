import { formatDuration } from '../../time/durations';
import { useTrace } from '../TraceStoreContext';
import type { FlameTree } from './FlameTree';
import styles from './FlameTooltip.module.css';

/** What a node stands for, beside the pointer. The same facts are in the details, which the keyboard reaches. */
export function FlameTooltip({ tree, node, x, y }: { tree: FlameTree; node: number; x: number; y: number }) {
  const model = useTrace((state) => state.model);
  const row = tree.row[node]!;
  const count = tree.spans[node]!;
  const errors = tree.errors[node]!;
  const atRight = x > window.innerWidth / 2;
  const below = y < window.innerHeight / 2;
  return (
    <div
      className={styles.tooltip}
      style={{
        [atRight ? 'right' : 'left']: atRight ? window.innerWidth - x + 12 : x + 12,
        [below ? 'top' : 'bottom']: below ? y + 14 : window.innerHeight - y + 14,
      }}
    >
      <div className={styles.name}>{model.spanName(row)}</div>
      <div className={styles.service}>{model.serviceName(row)}</div>
      <dl className={styles.facts}>
        <dt>{count > 1 ? 'Total' : 'Duration'}</dt>
        <dd>{formatDuration(tree.duration[node]!)}</dd>
        <dt>Self time</dt>
        <dd>{formatDuration(tree.self[node]!)}</dd>
        {count > 1 && (
          <>
            <dt>Spans</dt>
            <dd>{count.toLocaleString('en')}</dd>
            <dt>Average</dt>
            <dd>{formatDuration(tree.duration[node]! / count)}</dd>
          </>
        )}
        {errors > 0 && (
          <>
            <dt>Errors</dt>
            <dd className={styles.error}>{errors.toLocaleString('en')}</dd>
          </>
        )}
      </dl>
    </div>
  );
}
