import { TraceModel } from '../model/TraceModel';
import type { TraceServices } from '../model/TraceServices';
import type { TraceInput } from './messages';
import { prepareModel } from './prepareModel';
import type { TraceChannel } from './TraceChannel';

/** An open trace: its model and the services that belong to it. */
export interface OpenTrace {
  readonly model: TraceModel;
  readonly services: TraceServices;
  /** The model with spans that have come since, null when none have. */
  refresh(signal: AbortSignal): Promise<TraceModel | null>;
}

/** Opens a trace over a channel, which the caller closes when the trace is left. */
export async function openTrace(channel: TraceChannel, input: TraceInput, signal: AbortSignal): Promise<OpenTrace> {
  const model = await prepareModel(new TraceModel(await channel.call('open', [input], signal)));
  let current = model;
  const replaced = (next: TraceModel) => (current = next);
  return {
    model,
    services: {
      canMatch: input.type === 'server',
      details: {
        load: (rows, abort) =>
          channel.call('details', [rows.map((row) => ({ row, spanId: current.spanId(row) }))], abort),
      },
      attributes: {
        keys: (abort) => channel.call('attributeKeys', [], abort),
        column: (key, abort) => channel.call('attributeColumn', [key], abort),
        onProgress: (listener) => channel.onProgress(listener),
      },
      find: (text, withAttributes, abort) => channel.call('find', [text, withAttributes], abort),
      match: (query, abort) => channel.call('match', [query], abort),
      loadChildren: async (from, row) =>
        replaced(await prepareModel(new TraceModel(await channel.call('children', [row < 0 ? '' : from.spanId(row)])))),
    },
    async refresh(abort) {
      const data = await channel.call('refresh', [], abort);
      return data === null ? null : replaced(await prepareModel(new TraceModel(data)));
    },
  };
}
