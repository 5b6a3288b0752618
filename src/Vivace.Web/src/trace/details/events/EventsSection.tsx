import type { SpanEvent } from '../../model/SpanDetails';
import { AttributeTable } from '../attributes/AttributeTable';
import { EventHead } from './EventHead';
import styles from './EventsSection.module.css';

export interface EventsSectionProps {
  row: number;
  events: readonly SpanEvent[];
}

/** Events of a span in order of time, each with its attributes. */
export function EventsSection({ row, events }: EventsSectionProps) {
  return (
    <ol className={styles.events}>
      {events.map((event, index) => (
        <li key={index} className={styles.event}>
          <EventHead row={row} event={event} />
          {event.attributes.length > 0 && <AttributeTable scope="event" attributes={event.attributes} />}
          {event.droppedAttributesCount > 0 && (
            <p className={styles.dropped}>{event.droppedAttributesCount} attributes were dropped by the sender.</p>
          )}
        </li>
      ))}
    </ol>
  );
}
