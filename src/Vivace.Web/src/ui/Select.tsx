import { ChevronDown } from 'lucide-react';
import { useId, type SelectHTMLAttributes } from 'react';
import { classes } from './classes';
import fieldStyles from './TextField.module.css';
import styles from './Select.module.css';

export interface SelectOption<T extends string> {
  value: T;
  label: string;
  disabled?: boolean;
}

export interface SelectProps<T extends string> extends Omit<SelectHTMLAttributes<HTMLSelectElement>, 'onChange' | 'value' | 'size'> {
  label: string;
  labelHidden?: boolean;
  value: T;
  onChange: (value: T) => void;
  options: ReadonlyArray<SelectOption<T>>;
}

/** The browser's own list: works with every keyboard, screen reader and phone. */
export function Select<T extends string>({ label, labelHidden = false, value, onChange, options, className, id, ...rest }: SelectProps<T>) {
  const ownId = useId();
  const selectId = id ?? ownId;
  return (
    <div className={classes(fieldStyles.field, className)}>
      <label htmlFor={selectId} className={labelHidden ? 'visually-hidden' : fieldStyles.label}>
        {label}
      </label>
      <div className={styles.box}>
        <select id={selectId} className={styles.select} value={value} onChange={(event) => onChange(event.target.value as T)} {...rest}>
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown aria-hidden className={styles.chevron} />
      </div>
    </div>
  );
}
