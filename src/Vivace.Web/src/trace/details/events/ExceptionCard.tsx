import { Bug, Compass, Filter } from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { quote } from '../../../traceql/literals';
import { Button } from '../../../ui/Button';
import { CopyButton } from '../../../ui/CopyButton';
import { exploreUrl } from '../../../url/exploreRoute';
import type { SpanEvent } from '../../model/SpanDetails';
import { useTrace, useTraceActions } from '../../TraceStoreContext';
import { AttributeTable } from '../attributes/AttributeTable';
import { findText } from '../attributes/attributeQuery';
import { StackTraceView } from '../stack/StackTraceView';
import { EventHead } from './EventHead';
import styles from './ExceptionCard.module.css';
import { otherAttributes, type ExceptionFacts } from './exceptionOf';

export interface ExceptionCardProps {
  row: number;
  event: SpanEvent;
  exception: ExceptionFacts;
}

/** One exception: type, message, stack trace with library calls folded, and where else it happened. */
export function ExceptionCard({ row, event, exception }: ExceptionCardProps) {
  const [raw, setRaw] = useState(false);
  const canMatch = useTrace((state) => state.services.canMatch);
  const actions = useTraceActions();
  const [, navigate] = useLocation();
  const { type, message, stackTrace } = exception;
  const others = otherAttributes(event);
  // By type alone: messages carry ids and numbers that differ from one time to the next.
  const query = `{ event.exception.type = ${quote(type)} }`;
  const title = type === '' ? 'Exception' : type;

  return (
    <article className={styles.card} aria-label={title}>
      <div className={styles.title}>
        <Bug aria-hidden className={styles.icon} />
        <strong className={styles.type}>{title}</strong>
        {exception.escaped === true && <span className={styles.escaped}>left the span</span>}
      </div>
      {message !== '' && <p className={styles.message}>{message}</p>}
      <EventHead row={row} event={event} withName={false} />
      {stackTrace !== '' && (
        <div className={styles.stack}>
          {raw ? <pre className={styles.raw}>{stackTrace}</pre> : <StackTraceView text={stackTrace} />}
        </div>
      )}
      {others.length > 0 && <AttributeTable scope="event" attributes={others} />}
      <div className={styles.actions}>
        {stackTrace !== '' && (
          <Button size="sm" variant="ghost" aria-pressed={raw} onClick={() => setRaw(!raw)}>
            {raw ? 'Folded' : 'Raw'}
          </Button>
        )}
        <CopyButton size="sm" withText label="Copy" text={stackTrace === '' ? `${title}: ${message}` : stackTrace} />
        {type !== '' && (
          <>
            <Button
              size="sm"
              icon={<Filter aria-hidden />}
              onClick={() => (canMatch ? actions.setFilter(query) : actions.setFind(findText('exception.type', type)))}
            >
              Other spans with this exception
            </Button>
            <Button
              size="sm"
              icon={<Compass aria-hidden />}
              onClick={() => navigate(exploreUrl({ q: query, mode: 'traceql' }))}
            >
              In all traces
            </Button>
          </>
        )}
      </div>
    </article>
  );
}
