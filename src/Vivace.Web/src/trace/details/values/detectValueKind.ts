import { parseStackTrace } from '../stack/parseStackTrace';
import type { ValueKind } from './ValueKind';

/** Longer values are shown raw only: a view of them would take longer to make than anybody reads. */
export const longestPrettyValue = 512 * 1024;

const sqlKeys = new Set(['db.statement', 'db.query.text', 'db.sql', 'sql.query']);
const sqlStart =
  /^\s*(?:\/\*[^*]*\*\/\s*|--[^\n]*\n\s*)*(?:select\s|insert\s+into\s|update\s+\S+\s+set\s|delete\s+from\s|with\s+[\w"`]+\s+as\s*\(|with\s+recursive\s|merge\s+into\s|create\s+(?:table|index|view|unique)\s|alter\s+table\s|drop\s+table\s|explain\s+select\s)/i;

/** How a text is best shown: decided by what it is, and by its key where the text alone could be several things. */
export function detectValueKind(key: string, text: string): ValueKind {
  if (text.length > longestPrettyValue) return 'plain';
  if (key === 'exception.stacktrace' || key === 'code.stacktrace')
    return parseStackTrace(text) === null ? 'plain' : 'stack';
  if (isJson(text)) return 'json';
  if (
    sqlStart.test(text) ||
    (sqlKeys.has(key) && /^\s*[a-z]+\s/i.test(text) && /\s(?:from|set|into|table|where)\s/i.test(text))
  )
    return 'sql';
  if (isUrl(text)) return 'url';
  if (isMarkdown(text)) return 'markdown';
  if (text.includes('\n') && parseStackTrace(text) !== null) return 'stack';
  return 'plain';
}

function isJson(text: string): boolean {
  const start = /^\s*([[{])/.exec(text)?.[1];
  if (start === undefined || !/[\]}]\s*$/.test(text.slice(-50))) return false;
  try {
    const value: unknown = JSON.parse(text);
    return Object.keys(value as object).length > 0;
  } catch {
    return false;
  }
}

function isUrl(text: string): boolean {
  return text.length <= 8192 && /^[a-z][a-z0-9+.-]*:\/\/[^\s]+$/i.test(text) && URL.canParse(text);
}

/** At least two different signs of Markdown, as one alone (a list of flags, a line of dashes) is common in other text. */
function isMarkdown(text: string): boolean {
  if (!text.includes('\n')) return false;
  const sample = text.slice(0, 20_000);
  const signs = [
    /^#{1,6} \S/m,
    /^\s{0,3}(?:[-*+]|\d+[.)]) \S/m,
    /^(?:```|~~~)/m,
    /\*\*[^\s*][^*\n]*\*\*/,
    /\[[^\]\n]+\]\([^)\s]+\)/,
    /`[^`\n]+`/,
    /^> \S/m,
    /^\|.+\|\s*$/m,
  ];
  return signs.filter((sign) => sign.test(sample)).length >= 2;
}
