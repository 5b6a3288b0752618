import styles from './ProductMark.module.css';

/** Three spans of one trace, and the name. */
export function ProductMark() {
  return (
    <span className={styles.product}>
      <svg aria-hidden className={styles.mark} viewBox="0 0 32 32">
        <rect width="32" height="32" rx="8" className={styles.ground} />
        <path d="M7 9h12M11 16h14M15 23h7" className={styles.spans} />
      </svg>
      <span className={styles.name}>Vivace</span>
    </span>
  );
}
