/** What a piece of query text is, as far as cutting and joining queries needs to know. */
export type TokenKind = 'word' | 'string' | 'number' | 'operator' | 'open' | 'close' | 'comma' | 'comment';

/** One piece of query text; offsets count UTF-16 code units. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const attributePrefix = /^(?:(?:parent\.)?(?:span|resource)\.|event\.|link\.|instrumentation\.|parent\.|\.(?![0-9]))/;
const nameEnd = /[\s{}()=~!<>&|^,]/;
const operators = [
  '!>>', '!<<', '&>>', '&<<', '!>', '!<', '!~', '&>', '&<', '&~', '&&', '||', '>>', '<<', '>=', '<=', '!=', '=~', '=', '>', '<', '~', '|', '!', '^', '+', '-', '*', '/', '%',
];

/**
 * Cuts a query into tokens. It never fails: an unfinished string ends with the text, an unknown character is an operator. The server's
 * parser alone decides what is right; this is for finding where a filter, a stage or a hint begins.
 */
export function scanQuery(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const start = at;
    const rest = text.slice(at, at + 32);
    const first = text[at]!;
    let kind: TokenKind;
    if (/\s/.test(first)) {
      at += 1;
      continue;
    }
    if (rest.startsWith('//')) {
      kind = 'comment';
      at = endOr(text, text.indexOf('\n', at));
    } else if (rest.startsWith('/*')) {
      kind = 'comment';
      const close = text.indexOf('*/', at + 2);
      at = close < 0 ? text.length : close + 2;
    } else if (first === '"' || first === '`') {
      kind = 'string';
      at = stringEnd(text, at);
    } else if (first === '{' || first === '(') {
      kind = 'open';
      at += 1;
    } else if (first === '}' || first === ')') {
      kind = 'close';
      at += 1;
    } else if (first === ',') {
      kind = 'comma';
      at += 1;
    } else if (attributePrefix.test(rest)) {
      kind = 'word';
      at = nameEndAt(text, at + attributePrefix.exec(rest)![0].length);
    } else if (/[0-9]/.test(first) || (first === '.' && /[0-9]/.test(text[at + 1] ?? ''))) {
      kind = 'number';
      while (at < text.length && /[0-9a-zA-Zµ.]/.test(text[at]!)) at += 1;
    } else if (/[A-Za-z_]/.test(first)) {
      kind = 'word';
      while (at < text.length && /[A-Za-z0-9_:]/.test(text[at]!)) at += 1;
    } else {
      kind = 'operator';
      at += (operators.find((operator) => rest.startsWith(operator)) ?? first).length;
    }
    tokens.push({ kind, text: text.slice(start, at), start, end: at });
  }
  return tokens;
}

/** Tokens without comments: what the query means. */
export function scanMeaning(text: string): Token[] {
  return scanQuery(text).filter((token) => token.kind !== 'comment');
}

function endOr(text: string, index: number): number {
  return index < 0 ? text.length : index;
}

function stringEnd(text: string, start: number): number {
  const quote = text[start];
  let at = start + 1;
  while (at < text.length && text[at] !== quote) {
    at += quote === '"' && text[at] === '\\' ? 2 : 1;
  }
  return Math.min(at + 1, text.length);
}

/** End of an attribute name; quoted parts belong to it. */
function nameEndAt(text: string, start: number): number {
  let at = start;
  while (at < text.length && !nameEnd.test(text[at]!)) {
    at = text[at] === '"' ? stringEnd(text, at) : at + 1;
  }
  return at;
}
