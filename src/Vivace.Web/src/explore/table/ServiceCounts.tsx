import { CircleAlert } from 'lucide-react';
import { colorOfService } from '../colors/serviceColors';
import type { ServiceCount } from '../results/traceResult';
import styles from './ServiceCounts.module.css';

/** How many services a trace has, and as many of them as fit with their spans and errors; the title names all. */
export function ServiceCounts({ services }: { services: readonly ServiceCount[] }) {
  return (
    <span className={styles.services} title={services.map(describe).join('\n')}>
      {services.length > 1 && <span className={styles.total}>{services.length}<span className="visually-hidden"> services:</span></span>}
      <span className={styles.fitting}>
        {services.slice(0, mostNamed).map(({ service, spans, errors }) => (
          <span key={service} className={styles.service}>
            <span aria-hidden className={styles.dot} style={{ background: colorOfService(service) }} />
            <span className={styles.name}>{service}</span>
            <span className={styles.count}>{spans.toLocaleString('en')}</span>
            {errors > 0 && <Errors count={errors} />}
          </span>
        ))}
      </span>
    </span>
  );
}

/** More services than this fit into no column. */
const mostNamed = 12;

function Errors({ count }: { count: number }) {
  return (
    <span className={styles.errors}>
      <CircleAlert aria-hidden />
      {count.toLocaleString('en')}
      <span className="visually-hidden"> errors</span>
    </span>
  );
}

function describe({ service, spans, errors }: ServiceCount): string {
  return `${service}: ${spans.toLocaleString('en')} ${spans === 1 ? 'span' : 'spans'}${errors === 0 ? '' : `, ${errors.toLocaleString('en')} with errors`}`;
}
