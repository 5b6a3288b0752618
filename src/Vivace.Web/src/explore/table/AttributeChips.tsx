import type { ResultAttribute } from '../results/traceResult';
import styles from './AttributeChips.module.css';

/** Attributes side by side, each with its key. */
export function AttributeChips({ attributes }: { attributes: readonly ResultAttribute[] }) {
  return (
    <span className={styles.chips}>
      {attributes.filter(({ value }) => value.text !== '').map(({ key, value }) => (
        <span key={key} className={styles.chip} title={`${key} = ${value.text}`}>
          <span className={styles.key}>{key}</span>
          <span className={styles.value}>{value.text}</span>
        </span>
      ))}
    </span>
  );
}
