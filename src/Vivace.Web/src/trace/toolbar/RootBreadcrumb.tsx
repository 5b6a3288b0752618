import { ChevronRight } from 'lucide-react';
import { useTrace, useTraceActions } from '../TraceStoreContext';
import styles from './RootBreadcrumb.module.css';

/** Ancestors shown; of a deep span the ones nearest to it. */
const mostShown = 4;

/** The way from the whole trace to the span that was made the root. */
export function RootBreadcrumb() {
  const actions = useTraceActions();
  const model = useTrace((state) => state.model);
  const rootRow = useTrace((state) => state.rootRow);
  if (rootRow < 0) return null;
  const way: number[] = [];
  for (let row = rootRow; row >= 0; row = model.parent[row]!) way.unshift(row);
  const shown = way.slice(-mostShown);
  return (
    <nav aria-label="Root of what is shown" className={styles.way}>
      <button type="button" className={styles.step} onClick={() => actions.setRoot(-1)}>
        Whole trace
      </button>
      {way.length > shown.length && <span className={styles.dots}>…</span>}
      {shown.map((row) => (
        <span key={row} className={styles.part}>
          <ChevronRight aria-hidden className={styles.chevron} />
          {row === rootRow ? (
            <span className={styles.here} aria-current="true">
              {model.spanName(row)}
            </span>
          ) : (
            <button type="button" className={styles.step} onClick={() => actions.setRoot(row)}>
              {model.spanName(row)}
            </button>
          )}
        </span>
      ))}
    </nav>
  );
}
