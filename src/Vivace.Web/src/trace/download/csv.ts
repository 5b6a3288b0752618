/** A cell: numbers and big integers are written as they are, text is guarded against being run as a formula. */
export type CsvCell = string | number | bigint | boolean | null;

/** Comma-separated values as RFC 4180 has them: CRLF, quotes doubled, a header line. */
export function formatCsv(header: readonly string[], rows: Iterable<readonly CsvCell[]>): string {
  const lines = [header.map(formatCell).join(',')];
  for (const row of rows) lines.push(row.map(formatCell).join(','));
  return lines.join('\r\n') + '\r\n';
}

function formatCell(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  // Spreadsheets run cells that begin so as formulas, and span attributes can come from strangers.
  const text = /^[=+\-@\t\r]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
