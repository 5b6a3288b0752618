import { Select } from '../../ui/Select';
import { useAttributeKeys } from '../table/useAttributeColumns';
import styles from './GroupSelect.module.css';
import { groupFieldLabels, groupFields, isGroupField, type GroupKey } from './GroupKey';

/** Keys offered at most: the most frequent ones come first, and rarer ones say little about a trace. */
const mostKeys = 200;

export interface GroupSelectProps {
  label: string;
  value: GroupKey;
  /** Whether nothing may be chosen. */
  optional?: boolean;
  onChange: (key: GroupKey) => void;
}

/** Chooses what spans are grouped by. */
export function GroupSelect({ label, value, optional = false, onChange }: GroupSelectProps) {
  const { data: keys = [] } = useAttributeKeys();
  const attributes = keys
    .slice(0, mostKeys)
    .map(({ key, spans }) => ({ value: key, label: `${key} (${spans.toLocaleString('en')})` }));
  const isListed = value === '' || isGroupField(value) || attributes.some((option) => option.value === value);
  return (
    <Select<GroupKey>
      label={label}
      labelHidden
      className={styles.select}
      value={value}
      onChange={onChange}
      options={[
        ...(optional ? [{ value: '', label: 'no second key' }] : []),
        ...groupFields.map((field) => ({ value: field as GroupKey, label: groupFieldLabels[field] })),
        ...(isListed ? [] : [{ value, label: value }]),
        ...attributes,
      ]}
    />
  );
}
