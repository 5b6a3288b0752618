/** What an export says about itself, so that a cut answer stays recognisable. */
export interface ExportNote {
  readonly query: string;
  readonly from: string;
  readonly to: string;
  /** Why rows may be missing; absent for a complete answer. */
  readonly partial: string | undefined;
}

/** A column of an export: its heading and the text or number of each row. */
export interface ExportColumn<Row> {
  readonly heading: string;
  readonly value: (row: Row) => string | number | undefined;
}

/**
 * Rows as CSV (RFC 4180, with a heading line). A partial answer starts with a comment line that says so. Cells that a spreadsheet
 * would take for a formula get a leading apostrophe.
 */
export function toCsv<Row>(rows: readonly Row[], columns: readonly ExportColumn<Row>[], note: ExportNote): string {
  const lines = [
    ...(note.partial === undefined ? [] : [`# partial: ${note.partial.replace(/\s+/g, ' ')}`]),
    columns.map((column) => csvCell(column.heading)).join(','),
    ...rows.map((row) => columns.map((column) => csvCell(column.value(row))).join(',')),
  ];
  return `${lines.join('\r\n')}\r\n`;
}

/** Rows as one JSON document with the query, the range and the mark of a partial answer. */
export function toJson<Row>(rows: readonly Row[], columns: readonly ExportColumn<Row>[], note: ExportNote): string {
  const items = rows.map((row) =>
    Object.fromEntries(columns.flatMap((column) => {
      const value = column.value(row);
      return value === undefined ? [] : [[column.heading, value]];
    })));
  return `${JSON.stringify({ ...note, rows: items }, undefined, 2)}\n`;
}

function csvCell(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
