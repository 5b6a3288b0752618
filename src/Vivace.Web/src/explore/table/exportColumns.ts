import type { ExportColumn } from '../results/export';
import { distinctValues, type SpanRow } from '../results/spanRow';
import { attributeOf, type TraceResult } from '../results/traceResult';
import { fieldKey, type Column } from './columns';

/** The shown columns as columns of an export, exact where the table rounds. */
export function traceExport(columns: readonly Column[]): ExportColumn<TraceResult>[] {
  return columns.flatMap(({ id }): ExportColumn<TraceResult>[] => {
    switch (id) {
      case 'start':
        return [{ heading: 'start', value: (trace) => isoNanoseconds(trace.startUnixNano) }];
      case 'root':
        return [
          { heading: 'root service', value: (trace) => trace.rootService },
          { heading: 'root name', value: (trace) => trace.rootName },
        ];
      case 'id':
        return [{ heading: 'trace id', value: (trace) => trace.traceId }];
      case 'duration':
        return [{ heading: 'duration (ns)', value: (trace) => trace.durationNanoseconds }];
      case 'spans':
        return [{ heading: 'spans', value: (trace) => trace.spanCount }];
      case 'matched':
        return [{ heading: 'matched spans', value: (trace) => trace.matched }];
      case 'errors':
        return [{ heading: 'errors', value: (trace) => trace.errorCount }];
      case 'services':
        return [{ heading: 'services', value: (trace) => trace.services.map(({ service, spans, errors }) => `${service}:${spans}:${errors}`).join(' ') }];
      default:
        return [{ heading: id, value: (trace) => distinctValues(trace, fieldKey(id) ?? id).join(' | ') }];
    }
  });
}

/** The same for the table of matched spans; the span's id is always there. */
export function spanExport(columns: readonly Column[]): ExportColumn<SpanRow>[] {
  return [
    ...columns.flatMap(({ id }): ExportColumn<SpanRow>[] => {
      switch (id) {
        case 'start':
          return [{ heading: 'start', value: (row) => isoNanoseconds(row.span.startUnixNano) }];
        case 'service':
          return [{ heading: 'service', value: (row) => row.service }];
        case 'name':
          return [{ heading: 'name', value: (row) => row.span.name }];
        case 'duration':
          return [{ heading: 'duration (ns)', value: (row) => row.span.durationNanoseconds }];
        case 'status':
          return [{ heading: 'status', value: (row) => attributeOf(row.span, 'status')?.text }];
        case 'root':
          return [
            { heading: 'root service', value: (row) => row.trace.rootService },
            { heading: 'root name', value: (row) => row.trace.rootName },
          ];
        case 'id':
          return [{ heading: 'trace id', value: (row) => row.trace.traceId }];
        default:
          return [{ heading: id, value: (row) => attributeOf(row.span, fieldKey(id) ?? id)?.text }];
      }
    }),
    { heading: 'span id', value: (row) => row.span.spanId },
  ];
}

/** RFC 3339 with all nine digits. */
function isoNanoseconds(unixNano: bigint): string {
  const seconds = unixNano / 1_000_000_000n;
  const rest = String(unixNano % 1_000_000_000n).padStart(9, '0');
  return `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19)}.${rest}Z`;
}
