import { formatDuration } from '../time/durations';
import { Sparkline } from '../ui/Sparkline';
import styles from './Measure.module.css';

/** Name, value, and whether it deserves attention. */
export type MeasureFact = readonly [name: string, value: string, attention?: boolean];

export interface MeasureProps {
  title: string;
  value: string;
  facts: readonly MeasureFact[];
  /** For a small chart: one value for each step, oldest first. */
  past?: { values: readonly number[]; stepSeconds: number; endMs: number; format: (value: number) => string };
}

/** One card of the overview: a number now, its past, and what belongs to it. */
export function Measure({ title, value, facts, past }: MeasureProps) {
  return (
    <section className={styles.measure} aria-label={title}>
      <div className={styles.top}>
        <h2 className={styles.title}>{title}</h2>
        <span className={styles.value}>{value}</span>
      </div>
      {past !== undefined &&
        (past.values.length === 0 ? (
          <p className={styles.none}>No history yet.</p>
        ) : (
          <Sparkline
            label={title}
            values={past.values}
            endMs={past.endMs}
            stepMs={past.stepSeconds * 1000}
            format={past.format}
            formatStep={(steps) => (steps === 0 ? 'now' : `${formatDuration(steps * past.stepSeconds * 1e9)} ago`)}
          />
        ))}
      <dl className={styles.facts}>
        {facts.map(([name, text, attention]) => (
          <div key={name} className={styles.fact}>
            <dt>{name}</dt>
            <dd className={attention === true ? styles.attention : undefined}>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
