import { formatDuration } from '../../../time/durations';
import { InstantText } from '../../../time/InstantText';
import type { SpanEvent } from '../../model/SpanDetails';
import { useTrace } from '../../TraceStoreContext';
import styles from './EventHead.module.css';

/** Name and time of an event: after the start of its span, and absolute. */
export function EventHead({ row, event, withName = true }: { row: number; event: SpanEvent; withName?: boolean }) {
  const start = useTrace((state) => state.model.startUnixNano + BigInt(Math.round(state.model.start[row]!)));
  return (
    <div className={styles.head}>
      {withName && <span className={styles.name}>{event.name === '' ? 'event' : event.name}</span>}
      <span className={styles.offset}>
        {event.timeUnixNano >= start ? '+' : ''}
        {formatDuration(event.timeUnixNano - start)}
      </span>
      <span className={styles.time}>
        <InstantText unixNano={event.timeUnixNano} precision="millisecond" />
      </span>
    </div>
  );
}
