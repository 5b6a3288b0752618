import type { ServerStatus } from '../api/status';
import { InstantText } from '../time/InstantText';
import styles from './StatusPage.module.css';

/** The last messages of the server's log that a person should read. */
export function LastErrors({ errors }: { errors: ServerStatus['errors'] }) {
  return (
    <section className={styles.section} aria-label="Last errors">
      <h2>Last errors</h2>
      <div className={styles.card}>
        {errors.length === 0 ? (
          <p className={styles.none}>No errors since the server started.</p>
        ) : (
          <ol className={styles.errors}>
            {errors.map((error) => (
              <li key={`${error.timeUnixNano} ${error.message}`} className={styles.error}>
                <InstantText unixNano={BigInt(error.timeUnixNano)} />
                <span className={styles.message}>{error.message}</span>
              </li>
            ))}
          </ol>
        )}
      </div>
    </section>
  );
}
