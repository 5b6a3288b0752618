/** One condition of the find box. A span is found when all hold. */
export type FindTerm =
  /** Part of the service, the name, the span id or an attribute value. */
  | { readonly type: 'text'; readonly text: string }
  /** An attribute (or name, service, kind, status) with this value; `*` in the value stands for anything. */
  | { readonly type: 'pair'; readonly key: string; readonly value: string }
  /** No attribute of this name. */
  | { readonly type: 'without'; readonly key: string };

/**
 * Reads the find box: words, `"a phrase"`, `key=value`, `key="a value"`, `-key`. Nothing is an error; what is half
 * typed counts as text. All comparison text is lower case.
 */
export function parseFind(input: string): FindTerm[] {
  const terms: FindTerm[] = [];
  let at = 0;
  while (at < input.length) {
    if (isSpace(input[at]!)) {
      at++;
      continue;
    }
    const [word, equals, quoted, next] = readWord(input, at);
    at = next;
    const lower = word.toLowerCase();
    if (equals > 0) {
      terms.push({ type: 'pair', key: lower.slice(0, equals), value: lower.slice(equals + 1) });
    } else if (!quoted && lower.startsWith('-') && lower.length > 1) {
      terms.push({ type: 'without', key: lower.slice(1) });
    } else if (lower.length > 0) {
      terms.push({ type: 'text', text: lower });
    }
  }
  return terms;
}

/** Whether the terms can only be answered with attributes. */
export function needsAttributes(terms: readonly FindTerm[]): boolean {
  return terms.some((term) => (term.type === 'pair' && !intrinsics.has(term.key)) || term.type === 'without');
}

/** Keys of pairs that the model answers itself. */
export const intrinsics: ReadonlySet<string> = new Set(['name', 'service', 'kind', 'status']);

/** Tests a value against a pair's value, both lower case. */
export function valueMatches(value: string, wanted: string): boolean {
  if (!wanted.includes('*')) return value === wanted;
  const parts = wanted.split('*');
  const last = parts.length - 1;
  if (!value.startsWith(parts[0]!)) return false;
  let at = parts[0]!.length;
  for (let part = 1; part < last; part++) {
    const found = value.indexOf(parts[part]!, at);
    if (found < 0) return false;
    at = found + parts[part]!.length;
  }
  return value.length - parts[last]!.length >= at && value.endsWith(parts[last]!);
}

/** Reads up to a space outside quotes; quotes are taken off. `equals` is where a `=` outside quotes stands, or -1. */
function readWord(input: string, from: number): [word: string, equals: number, quoted: boolean, next: number] {
  let word = '';
  let equals = -1;
  const quoted = input[from] === '"';
  let inQuotes = false;
  let at = from;
  for (; at < input.length; at++) {
    const character = input[at]!;
    if (inQuotes && character === '\\' && (input[at + 1] === '"' || input[at + 1] === '\\')) {
      word += input[++at]!;
    } else if (character === '"') {
      inQuotes = !inQuotes;
    } else if (!inQuotes && isSpace(character)) {
      break;
    } else {
      if (character === '=' && !inQuotes && equals < 0) equals = word.length;
      word += character;
    }
  }
  return [word, equals, quoted, at];
}

function isSpace(character: string): boolean {
  return /\s/.test(character);
}
