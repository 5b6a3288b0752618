import { useId } from 'react';
import type { DurationRow } from '../../traceql/builder';
import { isDuration } from '../../traceql/literals';
import { classes } from '../../ui/classes';
import styles from './DurationField.module.css';

/** Properties of `DurationField`. */
export interface DurationFieldProps {
  readonly row: DurationRow;
  readonly onChange: (row: DurationRow) => void;
  readonly className?: string | undefined;
}

/** Duration of the span or of its trace, between two bounds; `100ms`, `1.5s`, `2m`. */
export function DurationField({ row, onChange, className }: DurationFieldProps) {
  const hintId = useId();
  const wrong = [row.min, row.max].find((bound) => bound !== '' && !isDuration(bound));
  return (
    <div className={classes(styles.field, className)} role="group" aria-label="Duration">
      <span className={styles.label}>Duration</span>
      <div className={styles.box} data-wrong={wrong !== undefined || undefined}>
        <select
          className={styles.of}
          aria-label="Duration of"
          value={row.of}
          onChange={(event) => onChange({ ...row, of: event.target.value as DurationRow['of'] })}
        >
          <option value="span">span</option>
          <option value="trace">trace</option>
        </select>
        <Bound name="Shortest duration" value={row.min} placeholder="min" describedBy={hintId} onChange={(min) => onChange({ ...row, min, minInclusive: true })} />
        <span aria-hidden className={styles.to}>–</span>
        <Bound name="Longest duration" value={row.max} placeholder="max" describedBy={hintId} onChange={(max) => onChange({ ...row, max, maxInclusive: true })} />
      </div>
      <span id={hintId} className={wrong === undefined ? 'visually-hidden' : styles.wrong}>
        {wrong === undefined ? 'A number with ns, us, ms, s, m or h.' : `“${wrong}” is no duration. Write 250ms, 1.5s or 2m.`}
      </span>
    </div>
  );
}

interface BoundProps {
  readonly name: string;
  readonly value: string;
  readonly placeholder: string;
  readonly describedBy: string;
  readonly onChange: (value: string) => void;
}

function Bound({ name, value, placeholder, describedBy, onChange }: BoundProps) {
  return (
    <input
      className={styles.bound}
      aria-label={name}
      aria-describedby={describedBy}
      aria-invalid={value !== '' && !isDuration(value) ? true : undefined}
      placeholder={placeholder}
      value={value}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => onChange(event.target.value.trim())}
    />
  );
}
