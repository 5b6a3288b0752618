import { formatDuration } from '../../time/durations';
import type { TraceResult } from '../results/traceResult';
import { ErrorMark } from './ErrorMark';
import { RootName } from './RootName';
import { StartTime } from './StartTime';
import styles from './TraceCard.module.css';

/** A trace in two lines, for narrow windows. */
export function TraceCard({ trace, href, withDate }: { trace: TraceResult; href: string; withDate: boolean }) {
  return (
    <div className={styles.card}>
      <RootName trace={trace} href={href} />
      <div className={styles.facts}>
        <span className={styles.duration}>{formatDuration(trace.durationNanoseconds)}</span>
        <span>{trace.spanCount.toLocaleString('en')} {trace.spanCount === 1 ? 'span' : 'spans'}</span>
        {trace.errorCount > 0 && <ErrorMark count={trace.errorCount} />}
        <span className={styles.start}><StartTime unixNano={trace.startUnixNano} withDate={withDate} /></span>
      </div>
    </div>
  );
}
