import type { KeywordRow } from '../../traceql/builder';
import { classes } from '../../ui/classes';
import styles from './KeywordField.module.css';

/** Properties of `KeywordField`. */
export interface KeywordFieldProps {
  readonly label: string;
  readonly row: KeywordRow;
  readonly onChange: (row: KeywordRow) => void;
  readonly values: readonly string[];
  readonly className?: string | undefined;
}

/** A row whose few values stand side by side to be switched on and off; `not` turns the meaning round. */
export function KeywordField({ label, row, onChange, values, className }: KeywordFieldProps) {
  const isNot = row.operator === '!=';
  return (
    <div className={classes(styles.field, className)} role="group" aria-label={label}>
      <span className={styles.label}>{label}</span>
      <div className={styles.values}>
        <button
          type="button"
          className={classes(styles.value, styles.not)}
          aria-pressed={isNot}
          title={`${label} is not any of the chosen`}
          onClick={() => onChange({ ...row, operator: isNot ? '=' : '!=' })}
        >
          not
        </button>
        {values.map((value) => {
          const isChosen = row.values.includes(value);
          return (
            <button
              key={value}
              type="button"
              className={classes(styles.value, value === 'error' && styles.error)}
              aria-pressed={isChosen}
              onClick={() => onChange({ ...row, values: isChosen ? row.values.filter((other) => other !== value) : [...row.values, value] })}
            >
              {value}
            </button>
          );
        })}
      </div>
    </div>
  );
}
