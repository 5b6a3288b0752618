import { Link } from 'wouter';
import { ServiceName } from '../colors/ServiceName';
import type { SpanRow } from '../results/spanRow';
import { formatDuration } from '../../time/durations';
import { ErrorMark } from './ErrorMark';
import { StartTime } from './StartTime';
import spanStyles from './SpanCell.module.css';
import styles from './TraceCard.module.css';

/** A matched span in two lines, for narrow windows. */
export function SpanCard({ row, href, withDate }: { row: SpanRow; href: string; withDate: boolean }) {
  return (
    <div className={styles.card}>
      <Link href={href} className={spanStyles.name} tabIndex={-1}>{row.span.name ?? row.span.spanId}</Link>
      <div className={styles.facts}>
        {row.service !== undefined && <ServiceName service={row.service} />}
        <span className={styles.duration}>{formatDuration(row.span.durationNanoseconds)}</span>
        {row.isError && <ErrorMark count={1} />}
        <span className={styles.start}><StartTime unixNano={row.span.startUnixNano} withDate={withDate} /></span>
      </div>
    </div>
  );
}
