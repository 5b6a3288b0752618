import styles from '../HistorySwitch.module.css';

export interface OrderSwitchProps<T extends string> {
  readonly value: T;
  readonly options: ReadonlyArray<{ readonly value: T; readonly label: string }>;
  readonly onChange: (value: T) => void;
}

/** Chooses the order of a list. */
export function OrderSwitch<T extends string>({ value, options, onChange }: OrderSwitchProps<T>) {
  return (
    <div className={styles.switch} role="group" aria-label="Order">
      {options.map((option) => (
        <button key={option.value} type="button" className={styles.option} aria-pressed={option.value === value} onClick={() => onChange(option.value)}>
          {option.label}
        </button>
      ))}
    </div>
  );
}
