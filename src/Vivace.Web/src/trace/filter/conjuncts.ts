/**
 * Conditions of a TraceQL filter `{ a && b && (c || d) }`, as they are written, so that buttons can add and take away
 * single ones. Null when the text is something else than one pair of braces: then only a person can change it.
 */
export function conjunctsOf(text: string): string[] | null {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  if (!trimmed.startsWith('{') || !trimmed.endsWith('}')) return null;
  const inner = trimmed.slice(1, -1);
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < inner.length; at++) {
    const character = inner[at]!;
    if (character === '"' || character === '`') {
      at = endOfText(inner, at);
      if (at < 0) return null;
    } else if (character === '(') {
      depth++;
    } else if (character === ')') {
      depth--;
    } else if (character === '{' || character === '}') {
      return null;
    } else if (depth === 0 && inner.startsWith('||', at)) {
      // Or binds less than and: the whole is one condition.
      return [`(${inner.trim()})`];
    } else if (depth === 0 && inner.startsWith('&&', at)) {
      parts.push(inner.slice(from, at).trim());
      at++;
      from = at + 1;
    }
  }
  if (depth !== 0) return null;
  parts.push(inner.slice(from).trim());
  return parts.filter((part) => part !== '' && part !== 'true');
}

/** The filter with a condition added, or taken away when it has it; null when the text cannot be taken apart. */
export function toggleConjunct(text: string, condition: string): string | null {
  const parts = conjunctsOf(text);
  if (parts === null) return null;
  const next = parts.includes(condition) ? parts.filter((part) => part !== condition) : [...parts, condition];
  return next.length === 0 ? '' : `{ ${next.join(' && ')} }`;
}

export function hasConjunct(text: string, condition: string): boolean {
  return conjunctsOf(text)?.includes(condition) ?? false;
}

/** Where the text that begins at `at` ends; -1 when it does not. */
function endOfText(text: string, at: number): number {
  const quote = text[at];
  for (let next = at + 1; next < text.length; next++) {
    if (text[next] === '\\' && quote === '"') next++;
    else if (text[next] === quote) return next;
  }
  return -1;
}
