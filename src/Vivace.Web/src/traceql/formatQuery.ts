import { layOut } from './layout';
import type { Validation } from './server';

/**
 * The query laid out, or null when it stays as it is: it cannot be read, or the server reads the result as another
 * query (it prints both alike when they mean the same). Without a server that can tell, the page's reading decides.
 */
export async function formatQuery(query: string, validate: ((query: string) => Promise<Validation>) | undefined): Promise<string | null> {
  const formatted = layOut(query);
  if (formatted === null || formatted === query || validate === undefined) return formatted === query ? null : formatted;
  const [before, after] = await Promise.all([validate(query), validate(formatted)]);
  return before.canonical !== undefined && before.canonical === after.canonical ? formatted : null;
}

/** Where a cursor stands in the formatted text: behind as many visible characters as before. */
export function formattedCursor(query: string, cursor: number, formatted: string): number {
  let visible = query.slice(0, cursor).replace(/\s/g, '').length;
  let offset = 0;
  while (visible > 0 && offset < formatted.length) {
    if (!/\s/.test(formatted.charAt(offset))) visible--;
    offset++;
  }
  return offset;
}
