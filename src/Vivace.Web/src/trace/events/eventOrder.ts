import type { SpanEvent } from '../model/SpanDetails';
import type { TraceModel } from '../model/TraceModel';

/** Events of the rows that the filter wants, as places in `eventRow`, in order of time over all spans. */
export function eventOrder(model: TraceModel, matches: Uint8Array | null): Int32Array {
  const wanted: number[] = [];
  for (let event = 0; event < model.eventRow.length; event++) {
    if (matches === null || matches[model.eventRow[event]!] === 1) wanted.push(event);
  }
  return Int32Array.from(wanted.sort((a, b) => model.eventOffset[a]! - model.eventOffset[b]! || a - b));
}

/** The event at a place: the model has a span's events in order of time, which need not be the order they were received in. */
export function eventAt(model: TraceModel, place: number, events: readonly SpanEvent[]): SpanEvent | undefined {
  const nth = place - model.firstEvent[model.eventRow[place]!]!;
  return [...events].sort((a, b) => (a.timeUnixNano < b.timeUnixNano ? -1 : a.timeUnixNano > b.timeUnixNano ? 1 : 0))[
    nth
  ];
}
