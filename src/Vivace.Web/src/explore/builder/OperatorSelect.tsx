import { ChevronDown } from 'lucide-react';
import styles from './OperatorSelect.module.css';
import { operatorWords } from './tagValue';
import type { TagOperator } from '../../traceql/builder';

/** Properties of `OperatorSelect`. */
export interface OperatorSelectProps<T extends TagOperator> {
  /** What it belongs to, for its accessible name. */
  readonly of: string;
  readonly value: T;
  readonly operators: readonly T[];
  readonly onChange: (operator: T) => void;
}

/** A small list of operators that stands inside or between other fields. */
export function OperatorSelect<T extends TagOperator>({ of, value, operators, onChange }: OperatorSelectProps<T>) {
  return (
    <span className={styles.box} title={operatorWords[value]}>
      <span aria-hidden>{value}</span>
      <ChevronDown aria-hidden />
      <select className={styles.select} aria-label={`Operator of ${of}`} value={value} onChange={(event) => onChange(event.target.value as T)}>
        {operators.map((operator) => (
          <option key={operator} value={operator}>
            {isSign(operator) ? `${operator}  ${operatorWords[operator]}` : operatorWords[operator]}
          </option>
        ))}
      </select>
    </span>
  );
}

function isSign(operator: TagOperator): boolean {
  return operator !== 'exists' && operator !== 'missing';
}
