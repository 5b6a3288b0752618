import { jsonOfValue } from './jsonOfValue';
import type { CsvCell } from './csv';
import { spanKinds, statusCodes, type OtlpKeyValue, type OtlpTracesData } from '../file/OtlpJson';

const fixed = [
  'trace_id',
  'span_id',
  'parent_span_id',
  'service',
  'name',
  'kind',
  'status',
  'status_message',
  'start_unix_nano',
  'duration_nano',
  'events',
  'links',
] as const;

/** Header and lines of a table of all spans: what every span has, then every attribute that any span has, in order of first use. */
export function spanCsv(data: OtlpTracesData): [header: string[], rows: CsvCell[][]] {
  const columns = new Map<string, number>();
  const rows: CsvCell[][] = [];
  const put = (row: CsvCell[], scope: string, attributes: readonly OtlpKeyValue[] = []) => {
    for (const { key, value } of attributes) {
      const name = `${scope}.${key}`;
      let column = columns.get(name);
      if (column === undefined) {
        column = fixed.length + columns.size;
        columns.set(name, column);
      }
      row[column] = jsonOfValue(value);
    }
  };
  for (const { resource, scopeSpans } of data.resourceSpans) {
    const service =
      resource?.attributes?.find((attribute) => attribute.key === 'service.name')?.value?.stringValue ?? '';
    for (const { spans } of scopeSpans) {
      for (const span of spans) {
        const start = BigInt(span.startTimeUnixNano ?? 0);
        const end = BigInt(span.endTimeUnixNano ?? 0);
        const row: CsvCell[] = [
          span.traceId,
          span.spanId,
          span.parentSpanId ?? '',
          service,
          span.name ?? '',
          spanKinds[span.kind ?? 0] ?? 'unspecified',
          statusCodes[span.status?.code ?? 0] ?? 'unset',
          span.status?.message ?? '',
          start,
          end > start ? end - start : 0n,
          span.events?.length ?? 0,
          span.links?.length ?? 0,
        ];
        put(row, 'span', span.attributes);
        put(row, 'resource', resource?.attributes);
        rows.push(row);
      }
    }
  }
  const width = fixed.length + columns.size;
  return [
    [...fixed, ...columns.keys()],
    rows.map((row) => Array.from({ length: width }, (_, column) => row[column] ?? null)),
  ];
}
