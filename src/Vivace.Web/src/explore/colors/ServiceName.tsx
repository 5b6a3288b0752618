import styles from './ServiceName.module.css';
import { colorOfService } from './serviceColors';

/** A service's name behind a dot of its colour. */
export function ServiceName({ service }: { service: string }) {
  return (
    <span className={styles.service} title={service}>
      <span aria-hidden className={styles.dot} style={{ background: colorOfService(service) }} />
      <span className={styles.name}>{service}</span>
    </span>
  );
}
