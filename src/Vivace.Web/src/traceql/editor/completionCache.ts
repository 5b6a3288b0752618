import type { CompletionAnswer, CompletionItem } from '../server';

const ENTRY_LIMIT = 200;

/** How long an answer may be shown without asking again, in milliseconds. */
const FRESH_MILLISECONDS = 60_000;

interface Entry {
  readonly answer: CompletionAnswer;
  readonly expires: number;
}

/**
 * Keeps answers, and answers from them: the same question at once, and a question with more of the same word typed by
 * filtering, as long as the earlier list was whole.
 */
export class CompletionCache {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** `range` tells questions over different times, tenants or servers apart. */
  find(query: string, cursor: number, range: string): CompletionAnswer | undefined {
    const known = this.get(query, cursor, range);
    if (known !== undefined) return known;

    for (let typed = 1; typed <= cursor; typed++) {
      const before = cursor - typed;
      if (/\s/.test(query.charAt(before)) && !isInString(query, before)) return undefined;
      const earlier = this.get(query.slice(0, before) + query.slice(cursor), before, range);
      if (earlier !== undefined) return narrow(earlier, query, before, cursor);
    }

    return undefined;
  }

  keep(query: string, cursor: number, range: string, answer: CompletionAnswer): void {
    this.entries.set(keyOf(query, cursor, range), { answer, expires: this.now() + FRESH_MILLISECONDS });
    if (this.entries.size > ENTRY_LIMIT) {
      const [oldest] = this.entries.keys();
      if (oldest !== undefined) this.entries.delete(oldest);
    }
  }

  private get(query: string, cursor: number, range: string): CompletionAnswer | undefined {
    const key = keyOf(query, cursor, range);
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    this.entries.delete(key);
    if (entry.expires < this.now()) return undefined;
    this.entries.set(key, entry);
    return entry.answer;
  }
}

/** The items of a whole list that fit more of the word; undefined when the list may lack some, or another list is due. */
function narrow(answer: CompletionAnswer, query: string, before: number, cursor: number): CompletionAnswer | undefined {
  const { start, end } = answer.replace;
  const typed = query.slice(start, cursor);
  // Behind its scope a name goes on to the next blank or sign, and so does a string to its quote. Elsewhere a word ends at
  // any sign, and digits make numbers and durations of their own.
  const isName = query.charAt(start - 1) === '.';
  const isWord = isName ? /^[^\s{}()=~!<>&|^,"]+$/ : /^["`]/.test(typed) ? /^./ : /^[A-Za-z_]\w*$/;
  if (answer.incomplete || !isWord.test(typed)) return undefined;

  const items = narrowItems(answer.items, typed);
  return items.length === 0
    ? undefined
    : { items, replace: { start, end: end + cursor - before }, incomplete: false };
}

/** As the server does: words of the language start with what is typed, names and values hold it, the former first. */
export function narrowItems(items: readonly CompletionItem[], typed: string): CompletionItem[] {
  const text = typed.replace(/^["`]/, '').toLowerCase();
  const quoted = text.length < typed.length;
  const ranked = items.flatMap((item) => {
    const label = item.label.toLowerCase();
    const isFound = item.kind === 'attribute' || item.kind === 'value' ? label.includes(text) : !quoted && item.insertText.toLowerCase().startsWith(text);
    return isFound ? [{ item, rank: label.startsWith(text) ? 0 : 1 }] : [];
  });
  return [...ranked.filter(({ rank }) => rank === 0), ...ranked.filter(({ rank }) => rank === 1)].map(({ item }) => item);
}

/** Whether a place is between quotes, judged by the text before it on its line. */
function isInString(query: string, offset: number): boolean {
  const line = query.slice(query.lastIndexOf('\n', offset - 1) + 1, offset);
  const character = query.charAt(offset);
  if (character === '"' || character === '`' || character === '\\' || character === '\n') return false;
  return (line.replace(/\\./g, '').split('"').length - 1) % 2 === 1;
}

function keyOf(query: string, cursor: number, range: string): string {
  return `${cursor}\n${range}\n${query}`;
}
