import type { ReactNode } from 'react';
import styles from './ChoiceButtons.module.css';

export interface ChoiceButtonsProps<T extends string> {
  /** What is chosen, for screen readers. */
  readonly label: string;
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly options: readonly { readonly value: T; readonly label: ReactNode }[];
}

/** One of a few, side by side; the one in effect looks pressed. */
export function ChoiceButtons<T extends string>({ label, value, onChange, options }: ChoiceButtonsProps<T>) {
  return (
    <div className={styles.choice} role="group" aria-label={label}>
      {options.map((option) => (
        <button key={option.value} type="button" className={styles.option} aria-pressed={option.value === value} onClick={() => onChange(option.value)}>
          {option.label}
        </button>
      ))}
    </div>
  );
}
