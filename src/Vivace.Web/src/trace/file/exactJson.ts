const quote = 0x22;
const backslash = 0x5c;
const minus = 0x2d;

/**
 * `JSON.parse` that keeps integers which a double cannot hold: they become strings of their digits, the form OTLP JSON gives 64-bit integers.
 * Everything else is parsed as usual.
 */
export function parseExactJson(text: string): unknown {
  return JSON.parse(quoteUnsafeIntegers(text));
}

/** Puts quotes around each integer beyond 2^53 - 1 that stands outside of strings. */
export function quoteUnsafeIntegers(text: string): string {
  // Most files have no such number; a search for sixteen digits in a row is much cheaper than the walk below.
  if (!/\d{16}/.test(text)) return text;

  const parts: string[] = [];
  let copied = 0;
  let position = 0;
  while (position < text.length) {
    const code = text.charCodeAt(position);
    if (code === quote) {
      position = endOfString(text, position);
    } else if (isDigit(code) || code === minus) {
      const end = endOfNumber(text, position);
      if (isUnsafeInteger(text, position, end)) {
        parts.push(text.slice(copied, position), '"', text.slice(position, end), '"');
        copied = end;
      }
      position = end;
    } else {
      position++;
    }
  }
  if (copied === 0) return text;
  parts.push(text.slice(copied));
  return parts.join('');
}

function endOfString(text: string, start: number): number {
  let position = start + 1;
  for (;;) {
    const end = text.indexOf('"', position);
    if (end < 0) return text.length;
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === backslash) slashes++;
    position = end + 1;
    if (slashes % 2 === 0) return position;
  }
}

function endOfNumber(text: string, start: number): number {
  let position = start + 1;
  while (position < text.length) {
    const code = text.charCodeAt(position);
    // digits, '.', 'e', 'E', '+', '-'
    if (!isDigit(code) && code !== 0x2e && code !== 0x65 && code !== 0x45 && code !== 0x2b && code !== minus) break;
    position++;
  }
  return position;
}

function isUnsafeInteger(text: string, start: number, end: number): boolean {
  if (end - start < 16) return false;
  const number = text.slice(start, end);
  return /^-?\d+$/.test(number) && !Number.isSafeInteger(Number(number));
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
