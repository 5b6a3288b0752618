import { X } from 'lucide-react';
import { useMemo, useState } from 'react';
import { tagOperators, tagScopes, type TagOperator, type TagRow, type TagScope } from '../../traceql/builder';
import { writeField } from '../../traceql/writeCondition';
import type { TimeRange } from '../../time/ranges';
import { IconButton } from '../../ui/IconButton';
import { MultiCombobox } from './MultiCombobox';
import type { Option } from './options';
import { OperatorSelect } from './OperatorSelect';
import styles from './TagRowFields.module.css';
import { scopeWord, takesExpression, takesSeveral, takesValue, typedValue } from './tagValue';
import { useTagNames, useTagValues } from './useTags';
import { valueNote } from './valueNote';

/** Properties of `TagRowFields`. */
export interface TagRowFieldsProps {
  /** Its place among the tags, from 1, for accessible names. */
  readonly number: number;
  readonly row: TagRow;
  readonly onChange: (row: TagRow) => void;
  readonly onRemove: () => void;
  readonly others: string;
  readonly range: TimeRange;
}

/** One condition on an attribute: scope, key, operator, values. Choosing a listed key chooses its scope, too. */
export function TagRowFields({ number, row, onChange, onRemove, others, range }: TagRowFieldsProps) {
  const [areNamesWanted, setNamesWanted] = useState(false);
  const [areValuesWanted, setValuesWanted] = useState(false);
  const [typed, setTyped] = useState('');
  const names = useTagNames(others, range, areNamesWanted);
  const field = row.key === '' ? '' : writeField(row.scope, row.key);
  const values = useTagValues(field, others, typed, range, areValuesWanted);

  const nameOptions = useMemo<(Option & { readonly scope: TagScope; readonly name: string })[]>(
    () => (names.list?.items ?? [])
      .filter(({ scope }) => row.scope === 'any' ? scope !== 'intrinsic' : scope === row.scope)
      .map(({ scope, name }) => ({ id: `${scope}/${name}`, text: name, detail: row.scope === 'any' ? scopeWord(scope) : undefined, scope, name })),
    [names.list, row.scope],
  );
  const offered = values.list?.items ?? [];

  const setKey = (text: string) => {
    const listed = nameOptions.filter((option) => option.name === text);
    const scope = listed.length === 1 ? listed[0]!.scope : row.scope;
    onChange({ ...row, scope, key: text, values: [] });
    setValuesWanted(false);
  };

  const operator = (
    <OperatorSelect
      of={row.key === '' ? `tag ${number}` : row.key}
      value={row.operator}
      operators={tagOperators}
      onChange={(changed) => onChange(withOperator(row, changed))}
    />
  );

  return (
    <div className={styles.row} role="group" aria-label={`Tag ${number}`}>
      <label className={styles.scope}>
        <span className="visually-hidden">Scope</span>
        <select className={styles.select} value={row.scope} onChange={(event) => onChange({ ...row, scope: event.target.value as TagScope })}>
          {tagScopes.map((scope) => (
            <option key={scope} value={scope}>{scope}</option>
          ))}
        </select>
      </label>
      <MultiCombobox
        className={styles.key}
        label="Key"
        chips={row.key === '' ? [] : [{ text: row.key }]}
        onAdd={setKey}
        onRemove={() => onChange({ ...row, key: '', values: [] })}
        options={nameOptions}
        isLoading={names.isLoading}
        note={valueNote(names.list, names.error)}
        placeholder="attribute"
        isSingle
        onOpen={() => setNamesWanted(true)}
      />
      {takesValue(row.operator) ? (
        <MultiCombobox
          className={styles.values}
          label="Value"
          leading={operator}
          chips={row.values.map(({ text, type }) => ({ text, isPlain: type !== 'string' }))}
          onAdd={(text) => {
            const value = typedValue(text, row.operator, offered);
            onChange({ ...row, values: takesSeveral(row.operator) ? [...row.values, value] : [value] });
          }}
          onRemove={(index) => onChange({ ...row, values: row.values.filter((_, i) => i !== index) })}
          options={offered.map(({ text, type }) => ({ id: `${type}/${text}`, text, detail: type }))}
          isLoading={values.isLoading}
          note={row.key === '' ? 'Choose a key first, then its values are listed.' : valueNote(values.list, values.error)}
          placeholder={row.key === '' ? 'value' : 'any value'}
          isSingle={!takesSeveral(row.operator)}
          prefersTyped={takesExpression(row.operator)}
          onTyped={setTyped}
          onOpen={() => setValuesWanted(true)}
        />
      ) : (
        <div className={styles.operator}>{operator}</div>
      )}
      <IconButton label={`Remove tag ${number}`} icon={<X aria-hidden />} size="sm" className={styles.remove ?? ''} onClick={onRemove} />
    </div>
  );
}

/** The row with another operator; values that it cannot take go. */
function withOperator(row: TagRow, operator: TagOperator): TagRow {
  const values = !takesValue(operator) ? [] : takesSeveral(operator) ? row.values : row.values.slice(0, 1);
  return { ...row, operator, values: takesExpression(operator) ? values.map(({ text }) => ({ type: 'string', text })) : values };
}
