import type { Direction } from '../results/sortOrder';
import { distinctValues, type SpanRow } from '../results/spanRow';
import { attributeOf, type TraceResult } from '../results/traceResult';
import { fieldKey } from './columns';

/** An order of the loaded rows only. */
export interface LocalSort {
  readonly column: string;
  readonly order: Direction;
}

/** Reads the order of loaded rows from the address, `duration.desc`; undefined for the server's order. */
export function parseLocalSort(text: string): LocalSort | undefined {
  const match = /^(.+)\.(asc|desc)$/s.exec(text);
  return match === null ? undefined : { column: match[1]!, order: match[2] as Direction };
}

/** The order as the address has it. */
export function formatLocalSort(sort: LocalSort | undefined): string {
  return sort === undefined ? '' : `${sort.column}.${sort.order}`;
}

type Key = string | number | bigint | undefined;

/** Traces in the order of a column; those without a value stand last. Equal ones keep their order. */
export function sortTraces(traces: readonly TraceResult[], sort: LocalSort | undefined): readonly TraceResult[] {
  return sort === undefined ? traces : sorted(traces, sort, (trace) => traceKey(trace, sort.column));
}

/** Matched spans in the order of a column; those without a value stand last. */
export function sortSpans(rows: readonly SpanRow[], sort: LocalSort | undefined): readonly SpanRow[] {
  return sort === undefined ? rows : sorted(rows, sort, (row) => spanKey(row, sort.column));
}

function traceKey(trace: TraceResult, column: string): Key {
  switch (column) {
    case 'start':
      return trace.startUnixNano;
    case 'root':
      return trace.rootService === undefined ? undefined : `${trace.rootService} ${trace.rootName ?? ''}`;
    case 'id':
      return trace.traceId;
    case 'duration':
      return trace.durationNanoseconds;
    case 'spans':
      return trace.spanCount;
    case 'matched':
      return trace.matched;
    case 'errors':
      return trace.errorCount;
    case 'services':
      return trace.services.length;
    default:
      return numeric(distinctValues(trace, fieldKey(column) ?? column)[0]);
  }
}

function spanKey(row: SpanRow, column: string): Key {
  switch (column) {
    case 'start':
      return row.span.startUnixNano;
    case 'duration':
      return row.span.durationNanoseconds;
    case 'service':
      return row.service;
    case 'name':
      return row.span.name;
    case 'status':
      return attributeOf(row.span, 'status')?.text;
    case 'root':
      return traceKey(row.trace, 'root');
    case 'id':
      return row.trace.traceId;
    default:
      return numeric(attributeOf(row.span, fieldKey(column) ?? column)?.text);
  }
}

/** Numbers among attribute values are compared as numbers. */
function numeric(text: string | undefined): Key {
  if (text === undefined || text === '') return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : text;
}

function sorted<T>(items: readonly T[], { order }: LocalSort, keyOf: (item: T) => Key): T[] {
  const sign = order === 'desc' ? -1 : 1;
  return items
    .map((item) => ({ item, key: keyOf(item) }))
    .sort((a, b) => (a.key === undefined || b.key === undefined
      ? Number(a.key === undefined) - Number(b.key === undefined)
      : sign * compare(a.key, b.key)))
    .map(({ item }) => item);
}

function compare(a: string | number | bigint, b: string | number | bigint): number {
  if (typeof a === 'string' || typeof b === 'string') return collator.compare(String(a), String(b));
  return a < b ? -1 : a > b ? 1 : 0;
}

const collator = new Intl.Collator('en', { numeric: true });
