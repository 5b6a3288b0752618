import { scanMeaning } from './scan';
import { splitQuery } from './pipeline';

/** One condition of a filter, and the query without it. */
export interface Conjunct {
  readonly text: string;
  readonly without: string;
}

/**
 * The conditions that a query's first filter joins by `&&`, each with the query that drops it. Empty when the first stage is not one
 * filter, or when `||` stands beside `&&` (both bind alike, so that leaving one condition out would change what the others mean).
 */
export function conjunctsOf(query: string): Conjunct[] {
  const { stages, hints } = splitQuery(query);
  const first = stages[0] ?? '';
  const tokens = scanMeaning(first);
  const last = tokens.at(-1);
  if (tokens[0]?.text !== '{' || last?.text !== '}') return [];

  const pieces: string[] = [];
  let depth = 0;
  let from = tokens[0].end;
  for (const [i, token] of tokens.entries()) {
    if (token.kind === 'open') depth += 1;
    if (token.kind === 'close') {
      depth -= 1;
      if (depth === 0 && i < tokens.length - 1) return [];
    }
    if (depth !== 1) continue;
    if (token.text === '||') return [];
    if (token.text === '&&') {
      pieces.push(first.slice(from, token.start).trim());
      from = token.end;
    }
  }
  pieces.push(first.slice(from, last.start).trim());
  if (pieces.some((piece) => piece === '')) return [];

  return pieces.map((text, dropped) => {
    const rest = pieces.filter((_, i) => i !== dropped).join(' && ');
    const filter = rest === '' ? '{ }' : `{ ${rest} }`;
    return { text, without: [[filter, ...stages.slice(1)].join(' | '), hints].filter((part) => part !== '').join(' ') };
  });
}
