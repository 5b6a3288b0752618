import type { FieldValue } from '../query/conditions';
import styles from './ValueName.module.css';

/** A value as people read it; a missing one says so. */
export function ValueName({ value }: { readonly value: FieldValue }) {
  if (value === undefined) return <span className={styles.missing}>without it</span>;
  if (value.text === '') return <span className={styles.missing}>empty text</span>;
  return <span className={styles.value} title={value.text}>{value.text}</span>;
}

/** The same in plain words, for names of controls. */
export function wordsOf(value: FieldValue): string {
  return value === undefined ? 'spans without it' : value.text === '' ? 'the empty text' : value.text;
}
