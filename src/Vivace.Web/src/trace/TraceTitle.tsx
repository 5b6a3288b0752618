import { formatDuration } from '../time/durations';
import { useTrace } from './TraceStoreContext';
import styles from './TraceTitle.module.css';

/** What the trace is. */
export function TraceTitle() {
  const model = useTrace((state) => state.model);
  const name = model.rootName === '' ? 'root not received' : `${model.rootService}: ${model.rootName}`;
  return (
    <header className={styles.title}>
      <h1 className={styles.name}>{name}</h1>
      <span className={styles.fact}>{formatDuration(model.durationNano)}</span>
      <span className={styles.fact}>{model.totalSpans.toLocaleString('en')} spans</span>
      <span className={styles.fact}>{model.services.length} services</span>
    </header>
  );
}
