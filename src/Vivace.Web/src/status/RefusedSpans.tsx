import type { ServerStatus } from '../api/status';
import { formatCount } from '../ui/formatNumbers';
import styles from './StatusPage.module.css';

/** Spans that were not taken, by reason; nothing when all were. */
export function RefusedSpans({ refused }: { refused: ServerStatus['ingest']['refused'] }) {
  const some = refused.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
  if (some.length === 0) return null;
  return (
    <section className={styles.section} aria-label="Refused spans">
      <h2>Refused spans</h2>
      <div className={styles.card}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Reason</th>
              <th scope="col" className={styles.number}>
                Spans since start
              </th>
            </tr>
          </thead>
          <tbody>
            {some.map(({ reason, count }) => (
              <tr key={reason}>
                <td>{reason}</td>
                <td className={styles.number}>{formatCount(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
