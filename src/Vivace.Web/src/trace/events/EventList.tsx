import { useVirtualizer } from '@tanstack/react-virtual';
import { Bug, Dot } from 'lucide-react';
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { formatDuration } from '../../time/durations';
import { EmptyState } from '../../ui/EmptyState';
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

  const box = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- what it answers is used in this component only
  const virtual = useVirtualizer({
    count: order.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    initialRect: { width: 1000, height: 600 },
  });
  const items = virtual.getVirtualItems();
  const details = useEventDetails(order, items[0]?.index ?? 0, items.at(-1)?.index ?? 0);

  const go = (index: number) => {
    const next = Math.min(Math.max(index, 0), order.length - 1);
    setActive(next);
    virtual.scrollToIndex(next);
    actions.select(model.eventRow[order[next]!]!);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || order.length === 0) return;
    const page = Math.max(Math.floor((box.current?.clientHeight ?? 0) / rowHeight) - 2, 1);
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
          ref={box}
          className={styles.box}
          role="listbox"
          aria-label="Events of all spans"
          aria-activedescendant={`trace-event-${active}`}
          tabIndex={0}
          onKeyDown={onKeyDown}
        >
          <div className={styles.rows} role="presentation" style={{ height: virtual.getTotalSize() }}>
            {items.map((item) => {
              const place = order[item.index]!;
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
                  id={`trace-event-${item.index}`}
                  role="option"
                  aria-selected={row === selectedRow && item.index === active}
                  aria-setsize={order.length}
                  aria-posinset={item.index + 1}
                  tabIndex={-1}
                  className={styles.row}
                  data-span-selected={row === selectedRow || undefined}
                  data-exception={isException || undefined}
                  style={{ transform: `translateY(${item.start}px)`, height: rowHeight }}
                  onClick={() => {
                    setActive(item.index);
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
