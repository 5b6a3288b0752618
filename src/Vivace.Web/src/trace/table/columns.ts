import { formatDuration } from '../../time/durations';
import type { CsvCell } from '../download/csv';
import type { AttributeColumn } from '../model/AttributeSource';
import { kindName, statusName, StatusCode } from '../model/SpanFlag';
import type { TraceModel } from '../model/TraceModel';
import { isBuiltIn, type BuiltInColumn, type SpanTableColumn } from './spanTableColumns';

/** How one column of the span table is shown, sorted and exported. */
export interface ColumnReader {
  readonly isNumber: boolean;
  readonly isMono: boolean;
  /** Shown with the colour of the span. */
  readonly hasColor: boolean;
  /** Of the CSS grid. */
  readonly width: string;
  text(row: number): string;
  tone(row: number): 'error' | 'faint' | undefined;
  /** What rows are sorted by; `null` comes last. */
  sortValue(row: number): number | string | null;
  csv(row: number): CsvCell;
}

const labels: Record<BuiltInColumn, string> = {
  start: 'Start',
  service: 'Service',
  name: 'Name',
  duration: 'Duration',
  self: 'Self time',
  kind: 'Kind',
  status: 'Status',
  depth: 'Depth',
  children: 'Children',
  spanId: 'Span id',
};

const units: Partial<Record<BuiltInColumn, string>> = { start: 'ns', duration: 'ns', self: 'ns' };

export function columnLabel(column: SpanTableColumn, withUnit = false): string {
  if (!isBuiltIn(column)) return withUnit ? column : column.slice(column.indexOf('.') + 1);
  const unit = units[column];
  return withUnit && unit !== undefined ? `${labels[column]} (${unit})` : labels[column];
}

/** Reads a column of a model; `values` are those of an attribute, absent until they are loaded. */
export function readColumn(model: TraceModel, column: SpanTableColumn, values?: AttributeColumn): ColumnReader {
  if (!isBuiltIn(column)) return attributeReader(values);
  switch (column) {
    case 'start':
      return { ...timeReader((row) => model.start[row]!), text: (row) => `+${formatDuration(model.start[row]!)}` };
    case 'duration':
      return timeReader((row) => model.duration[row]!);
    case 'self':
      return timeReader((row) => model.self[row]!);
    case 'depth':
      return countReader((row) => model.depth[row]!);
    case 'children':
      return countReader((row) => model.childCount[row]!);
    case 'service':
      return { ...textReader((row) => model.serviceName(row), 'minmax(120px, 1fr)'), hasColor: true };
    case 'name':
      return textReader((row) => model.spanName(row), 'minmax(200px, 2.4fr)');
    case 'kind':
      return textReader((row) => kindName(model.kind[row]!), '90px');
    case 'status':
      return {
        ...textReader((row) => statusName(model.status[row]!), '80px'),
        tone: (row) => (model.status[row] === StatusCode.error ? 'error' : 'faint'),
      };
    case 'spanId':
      return { ...textReader((row) => model.spanId(row), '150px'), isMono: true };
  }
}

const plain = { isNumber: false, isMono: false, hasColor: false, tone: () => undefined } as const;

function textReader(text: (row: number) => string, width: string): ColumnReader {
  return { ...plain, width, text, sortValue: text, csv: text };
}

function timeReader(nanoseconds: (row: number) => number): ColumnReader {
  return {
    ...plain,
    isNumber: true,
    width: '96px',
    text: (row) => formatDuration(nanoseconds(row)),
    sortValue: nanoseconds,
    csv: nanoseconds,
  };
}

function countReader(count: (row: number) => number): ColumnReader {
  return {
    ...plain,
    isNumber: true,
    width: '84px',
    text: (row) => count(row).toLocaleString('en'),
    sortValue: count,
    csv: count,
  };
}

function attributeReader(column: AttributeColumn | undefined): ColumnReader {
  const valueOf = (row: number) => column?.values[column.codes[row] ?? -1] ?? null;
  return {
    ...plain,
    width: 'minmax(140px, 1fr)',
    text: (row) => valueOf(row) ?? (column === undefined ? '…' : ''),
    sortValue(row) {
      const value = valueOf(row);
      return value !== null && /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(value) ? Number(value) : value;
    },
    csv: valueOf,
  };
}
