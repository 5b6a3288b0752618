import { CircleAlert, CircleCheck } from 'lucide-react';
import styles from './StatusText.module.css';

/** A span's status as sign and word. */
export function StatusText({ status }: { status: string | undefined }) {
  if (status === 'error') return <span className={styles.error}><CircleAlert aria-hidden /> error</span>;
  if (status === 'ok') return <span className={styles.ok}><CircleCheck aria-hidden /> ok</span>;
  return <span className={styles.unset}>{status ?? '–'}</span>;
}
