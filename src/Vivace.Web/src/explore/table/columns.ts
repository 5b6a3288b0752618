import { attributesIn } from '../query/attributes';

/** Which rows a table has: one for each trace, or one for each matched span. */
export type ResultsView = 'traces' | 'spans';

/** Columns that a table knows; every other id is a TraceQL field, such as `span.http.route`. */
export type KnownColumn =
  | 'start' | 'root' | 'id' | 'duration' | 'spans' | 'matched' | 'errors' | 'services' | 'service' | 'name' | 'status';

/** A column as it is shown. */
export interface Column {
  /** A `KnownColumn` or the text of a field. */
  readonly id: string;
  /** Pixels, when it was resized. */
  readonly width: number | undefined;
}

const known: Readonly<Record<ResultsView, readonly KnownColumn[]>> = {
  traces: ['start', 'root', 'duration', 'spans', 'matched', 'errors', 'services', 'id'],
  spans: ['start', 'service', 'name', 'duration', 'status', 'root', 'id'],
};

/** Least and greatest width that a column may be dragged to, in pixels. */
export const columnWidthLimits = { least: 56, most: 900 };

/** Columns that a view can show without asking for more, in their usual order. */
export function knownColumns(view: ResultsView): readonly KnownColumn[] {
  return known[view];
}

/** Whether the id is a field of spans, not one of the table's own columns. */
export function isField(id: string): boolean {
  return !known.traces.includes(id as KnownColumn) && !known.spans.includes(id as KnownColumn);
}

/** What a view shows when nothing was chosen. */
export function defaultColumns(view: ResultsView): Column[] {
  return known[view].map((id) => ({ id, width: undefined }));
}

/** Reads `cols` of the address: ids, each with `~width` behind it when it was resized. Unknown and doubled ones are left out. */
export function parseColumns(list: readonly string[], view: ResultsView): Column[] {
  const columns: Column[] = [];
  for (const part of list) {
    const match = /^(.+?)(?:~(\d{1,4}))?$/s.exec(part);
    if (match === null) continue;
    const id = decode(match[1]!);
    if (columns.some((column) => column.id === id)) continue;
    if (isField(id) ? fieldKey(id) !== undefined : known[view].includes(id as KnownColumn)) {
      columns.push({ id, width: match[2] === undefined ? undefined : clampWidth(Number(match[2])) });
    }
  }
  return columns.length === 0 ? defaultColumns(view) : columns;
}

/** The list for `cols`; empty for the view's usual columns. */
export function formatColumns(columns: readonly Column[], view: ResultsView): string[] {
  const list = columns.map(({ id, width }) => encode(id) + (width === undefined ? '' : `~${width}`));
  return list.join() === known[view].join() ? [] : list;
}

/** Columns for the other view: its usual ones and the fields that were added to this one. */
export function columnsForView(columns: readonly Column[], view: ResultsView): Column[] {
  return [...defaultColumns(view), ...columns.filter(({ id }) => isField(id))];
}

/** Fields that the query has to select so that the columns have values. */
export function fieldsOf(columns: readonly Column[]): string[] {
  return columns.map(({ id }) => id).filter(isField);
}

/**
 * The key under which answers list a field: attributes lose their scope and quotes, scoped intrinsics take their short names. Undefined
 * when the text is not a field.
 */
export function fieldKey(field: string): string | undefined {
  const attribute = attributesIn(field)[0];
  if (attribute !== undefined) return attribute.text === field ? attribute.name : undefined;
  if (/^(?:span|trace):[A-Za-z]+$/.test(field)) return shortNames[field] ?? field;
  return /^(?:(?:event|link|instrumentation):)?[A-Za-z]+$/.test(field) ? field : undefined;
}

/** Moves a column by some places; at the edges it stays. */
export function moveColumn(columns: readonly Column[], id: string, by: number): Column[] {
  const from = columns.findIndex((column) => column.id === id);
  const to = Math.min(Math.max(from + by, 0), columns.length - 1);
  if (from < 0 || from === to) return [...columns];
  const moved = columns.filter((_, i) => i !== from);
  moved.splice(to, 0, columns[from]!);
  return moved;
}

/** Gives a column a width within the limits. */
export function resizeColumn(columns: readonly Column[], id: string, width: number): Column[] {
  return columns.map((column) => (column.id === id ? { id, width: clampWidth(width) } : column));
}

/** Shows a hidden column at the end, or hides a shown one; the last one stays. */
export function toggleColumn(columns: readonly Column[], id: string): Column[] {
  if (!columns.some((column) => column.id === id)) return [...columns, { id, width: undefined }];
  return columns.length === 1 ? [...columns] : columns.filter((column) => column.id !== id);
}

const shortNames: Readonly<Record<string, string>> = {
  'span:status': 'status',
  'span:statusMessage': 'statusMessage',
  'span:kind': 'kind',
  'span:name': 'name',
  'span:duration': 'duration',
  'trace:duration': 'traceDuration',
  'trace:rootName': 'rootName',
  'trace:rootService': 'rootServiceName',
};

function clampWidth(width: number): number {
  return Math.round(Math.min(Math.max(width, columnWidthLimits.least), columnWidthLimits.most));
}

/** A tilde separates the width. */
function encode(id: string): string {
  return id.replace(/[%~]/g, (c) => (c === '%' ? '%25' : '%7E'));
}

function decode(text: string): string {
  return text.replace(/%(25|7E)/g, (_, hex: string) => (hex === '25' ? '%' : '~'));
}
