import type { InstantValue } from './metricsAnswer';
import styles from './SeriesValues.module.css';

export interface SeriesValuesProps {
  readonly values: readonly InstantValue[];
  readonly format: (value: number) => string;
}

/** One value a series over the whole range, the largest first, with a bar to compare. */
export function SeriesValues({ values, format }: SeriesValuesProps) {
  const most = values.reduce((largest, { value }) => Math.max(largest, Math.abs(value)), 0);
  return (
    // Scrolls by itself when there are many.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.scroll} tabIndex={0} role="region" aria-label="Values">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Series</th>
            <th scope="col" className={styles.number}>Over the whole range</th>
          </tr>
        </thead>
        <tbody>
          {values.map(({ name, value }, i) => (
            <tr key={`${name} ${i}`}>
              <th scope="row" className={styles.name}>
                <span aria-hidden className={styles.bar} style={{ width: `${most === 0 ? 0 : (Math.abs(value) / most) * 100}%` }} />
                <span className={styles.text}>{name}</span>
              </th>
              <td className={styles.number}>{format(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
