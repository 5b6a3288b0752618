import { toCsv, toJson, type ExportNote } from '../results/export';
import type { SpanRow } from '../results/spanRow';
import type { TraceResult } from '../results/traceResult';
import type { Column, ResultsView } from './columns';
import { spanExport, traceExport } from './exportColumns';

/** The rows of the shown table as text. */
export function exportTable(
  view: ResultsView,
  format: 'csv' | 'json',
  rows: { readonly traces: readonly TraceResult[]; readonly spans: readonly SpanRow[] },
  columns: readonly Column[],
  note: ExportNote,
): string {
  if (view === 'traces') return (format === 'csv' ? toCsv : toJson)(rows.traces, traceExport(columns), note);
  return (format === 'csv' ? toCsv : toJson)(rows.spans, spanExport(columns), note);
}
