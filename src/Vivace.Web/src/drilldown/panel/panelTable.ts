/** The numbers of a panel as a table to save. */
export interface PanelTable {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
  /** Why numbers are missing; a saved file says so, too. */
  readonly partial?: string | undefined;
}

/** As comma-separated values. What is missing is empty; text that a spreadsheet would take for a formula is kept from it. */
export function tableCsv({ columns, rows, partial }: PanelTable): string {
  const lines = [columns, ...rows].map((row) => row.map(cell).join(','));
  return [...(partial === undefined ? [] : [cell(`partial: ${partial}`)]), ...lines].join('\r\n') + '\r\n';
}

/** As JSON, an object a row, with the query that gave them. */
export function tableJson({ columns, rows, partial }: PanelTable, query: string): string {
  const objects = rows.map((row) => Object.fromEntries(row.map((value, i) => [columns[i]!, typeof value === 'number' && !Number.isFinite(value) ? null : value])));
  return `${JSON.stringify({ query, ...(partial === undefined ? {} : { partial }), rows: objects }, null, 2)}\n`;
}

function cell(value: string | number | null): string {
  if (value === null || (typeof value === 'number' && !Number.isFinite(value))) return '';
  const text = typeof value === 'number' ? String(value) : value.replace(/^[=+\-@\t\r]/, "'$&");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
