export interface ParsedTraceId {
  /** 32 lower-case hex digits. */
  traceId: string;
  /** 16 lower-case hex digits, when the text named a span too. */
  spanId: string | null;
}

/**
 * Reads a trace id in any of the forms that logs, headers and other programs write: 1 to 32 hex digits, a UUID,
 * a W3C `traceparent`, base64 of 8 or 16 bytes, or a link to a trace page; quotes and spaces around it are ignored.
 * `null` when it is none of these, or an id of zeros only, which no trace may have.
 */
export function parseTraceId(text: string): ParsedTraceId | null {
  const trimmed = text.replace(/^[\s"'`<(,;]+|[\s"'`>),;]+$/g, '');

  const parent = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(?:-.*)?$/i.exec(trimmed);
  if (parent !== null) return checked(parent[1]!, parent[2]!);

  const link = /^https?:\/\/\S*\/traces?\/([0-9a-f]{1,32})(?:[/?#]\S*)?$/i.exec(trimmed);
  if (link !== null) return checked(link[1]!, null);

  if (/^[0-9a-f]{1,32}$/i.test(trimmed)) return checked(trimmed, null);
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(trimmed)) return checked(trimmed.replaceAll('-', ''), null);

  const bytes = base64Bytes(trimmed);
  return bytes === null ? null : checked(bytes, null);
}

/** Whether a text is so clearly a trace id that it is worth offering to open it: no short hex words. */
export function looksLikeTraceId(text: string): boolean {
  const trimmed = text.trim();
  if (trimmed.length > 200 || parseTraceId(trimmed) === null) return false;
  return !/^["'`]?[0-9a-f]{1,15}["'`]?$/i.test(trimmed);
}

function checked(traceId: string, spanId: string | null): ParsedTraceId | null {
  const padded = traceId.toLowerCase().padStart(32, '0');
  if (/^0+$/.test(padded)) return null;
  const span = spanId === null || /^0+$/.test(spanId) ? null : spanId.toLowerCase();
  return { traceId: padded, spanId: span };
}

/** The hex digits of bytes in standard or URL-safe base64: 16, padded or not, or 8, padded, as a word may have eleven letters. */
function base64Bytes(text: string): string | null {
  const match = /^([A-Za-z0-9+/_-]{22})(?:==)?$|^([A-Za-z0-9+/_-]{11})=$/.exec(text);
  const digits = match?.[1] ?? match?.[2];
  if (digits === undefined) return null;
  const decoded = atob(digits.replaceAll('-', '+').replaceAll('_', '/'));
  return Array.from(decoded, (character) => character.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}
