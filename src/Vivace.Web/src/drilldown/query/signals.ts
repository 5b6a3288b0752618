import type { Signal } from '../../url/drilldownRoute';

/** A choice of spans that a drilldown is about. */
export interface SignalChoice {
  readonly value: Signal;
  readonly label: string;
  /** The TraceQL condition; empty when every span counts. */
  readonly condition: string;
  readonly help: string;
}

/** All signals in the order of the page. */
export const signals: readonly SignalChoice[] = [
  { value: 'root', label: 'Root spans', condition: 'nestedSetParent < 0', help: 'What came in from outside: one span a trace' },
  { value: 'all', label: 'All spans', condition: '', help: 'Every span' },
  { value: 'server', label: 'Server', condition: 'kind = server', help: 'Requests that services answered' },
  { value: 'consumer', label: 'Consumer', condition: 'kind = consumer', help: 'Messages that services took from queues' },
  { value: 'database', label: 'Database', condition: '(span.db.system.name != nil || span.db.system != nil)', help: 'Calls of databases' },
  { value: 'messaging', label: 'Messaging', condition: 'span.messaging.system != nil', help: 'Sending and receiving messages' },
  { value: 'errors', label: 'Errors', condition: 'status = error', help: 'Spans with the status error' },
  { value: 'own', label: 'Own filter', condition: '', help: 'Spans of a TraceQL filter' },
];

/** The choice behind a signal of the address. */
export function signalOf(value: Signal): SignalChoice {
  return signals.find((signal) => signal.value === value) ?? signals[0]!;
}
