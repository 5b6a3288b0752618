import { Bug, Dot } from 'lucide-react';
import { useMemo, useState, type KeyboardEvent } from 'react';
import { formatDuration } from '../../time/durations';
import { EmptyState } from '../../ui/EmptyState';
import { useVirtualList } from '../../ui/useVirtualList';
import { ViewBar } from '../table/ViewBar';
import { useTrace, useTraceActions } from '../TraceStoreContext';
import styles from './EventList.module.css';
import { eventAt, eventOrder } from './eventOrder';
import { eventSummary } from './eventSummary';
import { useEventDetails } from './useEventDetails';

const rowHeight = 26;

/** Events of all spans in order of time. */
export function EventList() {
  const model = useTrace((state) => state.model);
  const matches = useTrace((state) => state.matches);
  const selectedRow = useTrace((state) => state.selectedRow);
  const colors = useTrace((state) => state.colors);
  const actions = useTraceActions();
  const order = useMemo(() => eventOrder(model, matches), [model, matches]);
  const [active, setActive] = useState(0);

  const [box, setBox] = useState<HTMLDivElement | null>(null);
  const list = useVirtualList({ count: order.length, scroller: box, rowHeight });
  const details = useEventDetails(order, list.first, Math.max(list.end - 1, 0));

  const go = (index: number) => {
    const next = Math.min(Math.max(index, 0), order.length - 1);
    setActive(next);
    list.scrollTo(next);
    actions.select(model.eventRow[order[next]!]!);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || order.length === 0) return;
    const page = Math.max(Math.floor((box?.clientHeight ?? 0) / rowHeight) - 2, 1);
    if (event.key === 'ArrowDown' || event.key === 'j') go(active + 1);
    else if (event.key === 'ArrowUp' || event.key === 'k') go(active - 1);
    else if (event.key === 'PageDown') go(active + page);
    else if (event.key === 'PageUp') go(active - page);
    else if (event.key === 'Home') go(0);
    else if (event.key === 'End') go(order.length - 1);
    else if (event.key === 'Enter') actions.select(model.eventRow[order[active]!]!, { details: true });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const total = model.eventRow.length;
  return (
    <div className={styles.view}>
      <ViewBar label="Events">
        <span className={styles.note}>
          {matches === null
            ? `${total.toLocaleString('en')} events in order of time`
            : `${order.length.toLocaleString('en')} of ${total.toLocaleString('en')} events, of spans that match`}
        </span>
      </ViewBar>
      {order.length === 0 ? (
        <EmptyState
          title={total === 0 ? 'No span of this trace has events.' : 'No span that matches the filter has events.'}
        />
      ) : (
        <div
          ref={setBox}
          className={styles.box}
          role="listbox"
          aria-label="Events of all spans"
          aria-activedescendant={`trace-event-${active}`}
          tabIndex={0}
          onKeyDown={onKeyDown}
        >
          <div className={styles.rows} role="presentation" style={{ height: list.height }}>
            {Array.from({ length: list.end - list.first }, (_, offset) => {
              const index = list.first + offset;
              const place = order[index]!;
              const row = model.eventRow[place]!;
              const span = details.get(row);
              const event = span === undefined ? undefined : eventAt(model, place, span.events);
              const isException = model.eventFlags[place] === 1;
              const Icon = isException ? Bug : Dot;
              return (
                // Keys are handled by the list, whose active descendant this is.
                // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
                <div
                  key={place}
                  id={`trace-event-${index}`}
                  role="option"
                  aria-selected={row === selectedRow && index === active}
                  aria-setsize={order.length}
                  aria-posinset={index + 1}
                  tabIndex={-1}
                  className={styles.row}
                  data-span-selected={row === selectedRow || undefined}
                  data-exception={isException || undefined}
                  style={{ transform: `translateY(${list.topOf(index)}px)`, height: rowHeight }}
                  onClick={() => {
                    setActive(index);
                    actions.select(row, { details: true });
                  }}
                >
                  <span className={styles.offset}>+{formatDuration(model.eventOffset[place]!)}</span>
                  <Icon aria-hidden className={styles.icon} />
                  <span className={styles.color} style={{ background: colors.css[colors.codes[row]!] }} />
                  <span className={styles.span}>
                    <span className={styles.service}>{model.serviceName(row)}</span> {model.spanName(row)}
                  </span>
                  <span className={styles.name}>{event === undefined ? '…' : event.name}</span>
                  <span className={styles.summary}>{event === undefined ? '' : eventSummary(event)}</span>
                </div>
              );
            })}
          </div>
        </div>
      )}
    </div>
  );
}
