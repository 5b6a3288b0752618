import type { ReactNode } from 'react';
import { renderPage } from '../../testing/renderPage';
import type { AttributeColumn } from '../model/AttributeSource';
import type { SpanDetails } from '../model/SpanDetails';
import type { TraceModel } from '../model/TraceModel';
import type { TraceServices } from '../model/TraceServices';
import { createTraceStore } from '../traceStore';
import { TraceStoreContext } from '../TraceStoreContext';
import { attributeText } from '../details/attributes/attributeText';
import { detailsOf } from './detailsOf';

/** Renders a part of the trace page over a model, with details from memory; answers the store too. */
export function renderTrace(
  element: ReactNode,
  model: TraceModel,
  {
    details = {},
    services = {},
    url,
  }: { details?: Record<number, Partial<SpanDetails>>; services?: Partial<TraceServices>; url?: string } = {},
) {
  const of = (row: number) => detailsOf(model, row, details[row]);
  const store = createTraceStore(model, {
    details: { load: (rows) => Promise.resolve(rows.map(of)) },
    attributes: {
      keys: () => Promise.resolve(keysOf(model, of)),
      column: (key) => Promise.resolve(columnOf(model, of, key)),
      onProgress: () => () => undefined,
    },
    canMatch: true,
    find: () => Promise.resolve(new Uint8Array(model.rowCount)),
    match: () => Promise.resolve(new Uint8Array(model.rowCount)),
    loadChildren: (current) => Promise.resolve(current),
    ...services,
  });
  const page = <TraceStoreContext value={store}>{element}</TraceStoreContext>;
  return { ...renderPage(page, url ?? `/trace/${model.traceId}`), store };
}

function valuesOf(details: SpanDetails): Map<string, string> {
  return new Map([
    ...details.attributes.map(({ key, value }) => [`span.${key}`, attributeText(value)] as const),
    ...details.resource.attributes.map(({ key, value }) => [`resource.${key}`, attributeText(value)] as const),
  ]);
}

function keysOf(model: TraceModel, of: (row: number) => SpanDetails) {
  const counts = new Map<string, number>();
  for (let row = 0; row < model.rowCount; row++) {
    for (const key of valuesOf(of(row)).keys()) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, spans]) => ({ key, spans })).sort((a, b) => b.spans - a.spans);
}

function columnOf(model: TraceModel, of: (row: number) => SpanDetails, key: string): AttributeColumn {
  const values: string[] = [];
  const codes = new Int32Array(model.rowCount).fill(-1);
  for (let row = 0; row < model.rowCount; row++) {
    const value = valuesOf(of(row)).get(key);
    if (value === undefined) continue;
    if (!values.includes(value)) values.push(value);
    codes[row] = values.indexOf(value);
  }
  return { values, codes };
}
