import { useState } from 'react';
import type { TextRow } from '../../traceql/builder';
import type { TimeRange } from '../../time/ranges';
import { MultiCombobox } from './MultiCombobox';
import { OperatorSelect } from './OperatorSelect';
import { takesExpression } from './tagValue';
import { useTagValues } from './useTags';
import { valueNote } from './valueNote';

/** Properties of `TextRowField`. */
export interface TextRowFieldProps {
  readonly label: string;
  /** The field whose values are offered. */
  readonly field: string;
  readonly row: TextRow;
  readonly onChange: (row: TextRow) => void;
  /** The other rows as a query. */
  readonly others: string;
  readonly range: TimeRange;
  readonly className?: string | undefined;
}

const operators = ['=', '!=', '=~', '!~'] as const;

/** A row of text with an operator and one or many values: service, span name. */
export function TextRowField({ label, field, row, onChange, others, range, className }: TextRowFieldProps) {
  const [isWanted, setWanted] = useState(false);
  const [typed, setTyped] = useState('');
  const { list, isLoading, error } = useTagValues(field, others, typed, range, isWanted);
  return (
    <MultiCombobox
      label={label}
      className={className}
      leading={<OperatorSelect of={label} value={row.operator} operators={operators} onChange={(operator) => onChange({ ...row, operator })} />}
      chips={row.values.map((text) => ({ text }))}
      onAdd={(text) => onChange({ ...row, values: [...row.values, text] })}
      onRemove={(index) => onChange({ ...row, values: row.values.filter((_, i) => i !== index) })}
      options={(list?.items ?? []).map(({ text }) => ({ id: text, text }))}
      isLoading={isLoading}
      note={valueNote(list, error)}
      placeholder="any"
      prefersTyped={takesExpression(row.operator)}
      onTyped={setTyped}
      onOpen={() => setWanted(true)}
    />
  );
}
