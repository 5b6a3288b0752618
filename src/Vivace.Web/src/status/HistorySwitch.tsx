import styles from './HistorySwitch.module.css';

const options = [
  { value: 'hour', label: 'Last hour' },
  { value: 'day', label: 'Last 24 hours' },
] as const;

export type HistoryLength = (typeof options)[number]['value'];

/** Chooses what the small charts show. */
export function HistorySwitch({ value, onChange }: { value: HistoryLength; onChange: (value: HistoryLength) => void }) {
  return (
    <div className={styles.switch} role="group" aria-label="History">
      {options.map((option) => (
        <button key={option.value} type="button" className={styles.option} aria-pressed={option.value === value} onClick={() => onChange(option.value)}>
          {option.label}
        </button>
      ))}
    </div>
  );
}
