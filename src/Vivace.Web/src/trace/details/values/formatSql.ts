export type SqlTokenType = 'keyword' | 'name' | 'string' | 'number' | 'comment' | 'punctuation' | 'space';

export interface SqlToken {
  readonly type: SqlTokenType;
  readonly text: string;
}

/** Words that begin a line of their own. */
const clauses = new Set(
  (
    'select from where having limit offset fetch values set returning union intersect except into window qualify using when ' +
    'insert update delete merge create alter drop with'
  ).split(' '),
);
/** Words that begin a line when the word after them makes a clause of both. */
const pairs: Record<string, readonly string[]> = {
  group: ['by'],
  order: ['by'],
  partition: ['by'],
  left: ['join', 'outer'],
  right: ['join', 'outer'],
  full: ['join', 'outer'],
  inner: ['join'],
  cross: ['join'],
  on: ['conflict', 'duplicate'],
  for: ['update', 'share'],
};
const keywords = new Set([
  ...clauses,
  ...Object.keys(pairs),
  ...(
    'all and any as asc between by case cascade coalesce collate conflict constraint current_date current_timestamp default desc distinct do ' +
    'duplicate else end escape exists explain false filter first foreign generated if ilike in index is isnull join key lateral last like ' +
    'natural next no not nothing null nulls only or outer over primary recursive references replace row rows share similar some table temporary ' +
    'then ties to true unique update view within'
  ).split(' '),
]);

/**
 * SQL with a line for each clause and indentation for what is in parentheses. Only white space between tokens changes, so dialects that are
 * not known come out readable at worst. The texts of the tokens together are the result.
 */
export function formatSql(sql: string, indent = '  '): readonly SqlToken[] {
  const source = splitSql(sql);
  const tokens: SqlToken[] = [];
  // Of each open parenthesis: whether it holds a query, and so lines of its own.
  const open: boolean[] = [];
  const level = () => open.filter(Boolean).length;
  const breakLine = (depth: number) => {
    if (tokens.length === 0) return;
    if (tokens.at(-1)?.type === 'space') tokens.pop();
    tokens.push({ type: 'space', text: `\n${indent.repeat(Math.min(depth, 50))}` });
  };

  for (let index = 0; index < source.length; index++) {
    const current = source[index]!;
    const previous = source[index - 1];
    const next = source[index + 1];
    const word = current.type === 'keyword' ? current.text.toLowerCase() : '';
    const inBrackets = open.length > 0 && open.at(-1) === false;

    if (current.text === ')') {
      if (open.pop() === true) breakLine(level());
    } else if (word !== '' && !inBrackets && beginsLine(word, previous, next)) {
      breakLine(level());
    } else if ((word === 'and' || word === 'or') && !inBrackets && !isBetween(source, index)) {
      breakLine(level() + 1);
    } else if (previous !== undefined && needsSpace(previous, current)) {
      if (tokens.at(-1)?.type !== 'space') tokens.push({ type: 'space', text: ' ' });
    }

    tokens.push({ type: current.type, text: current.text });
    if (current.text === '(') {
      const holdsQuery = next?.type === 'keyword' && /^(?:select|with|insert|update|delete)$/i.test(next.text);
      open.push(holdsQuery);
      if (holdsQuery) breakLine(level());
    } else if (current.type === 'comment' && current.text.startsWith('--')) {
      breakLine(level());
    } else if (current.text === ';' && next !== undefined) {
      open.length = 0;
      breakLine(0);
    }
  }
  return tokens;
}

function beginsLine(word: string, previous: Source | undefined, next: Source | undefined): boolean {
  const before = previous?.type === 'keyword' ? previous.text.toLowerCase() : '';
  const after = next?.text.toLowerCase() ?? '';
  if (pairs[word]?.includes(after)) return true;
  if (word === 'join')
    return !['left', 'right', 'full', 'inner', 'outer', 'cross', 'natural', 'lateral'].includes(before);
  if (!clauses.has(word)) return false;
  // The second words of "delete from", "insert into", "for update" and the like stay beside the first.
  if (word === 'from') return before !== 'delete' && before !== 'distinct';
  if (word === 'into') return before !== 'insert' && before !== 'merge';
  if (word === 'update') return before !== 'do' && before !== 'for' && before !== 'key' && before !== 'then';
  if (word === 'set') return before !== 'update';
  if (word === 'using' || word === 'with') return before !== 'create';
  return true;
}

/** Whether an AND belongs to `between a and b`. */
function isBetween(source: readonly Source[], index: number): boolean {
  for (let back = index - 1; back >= 0 && back >= index - 8; back--) {
    const text = source[back]!.text.toLowerCase();
    if (text === 'between') return true;
    if (text === 'and' || text === 'or' || text === 'where') return false;
  }
  return false;
}

function needsSpace(previous: Source, current: Source): boolean {
  if (/^[,;)\].]$/.test(current.text) || /^[([.]$/.test(previous.text)) return false;
  // As it was: `count(*)` and `in (…)`, `a::text`, `:name`, `@p1`, `-1`.
  if (current.type === 'punctuation' || previous.type === 'punctuation') {
    if (previous.text === ',' || current.text === '(') return previous.text === ',' || current.spaceBefore;
    return current.spaceBefore;
  }
  return current.spaceBefore || previous.type === 'comment' || current.type === 'comment';
}

interface Source extends SqlToken {
  readonly spaceBefore: boolean;
}

function splitSql(sql: string): readonly Source[] {
  const source: Source[] = [];
  const push = (type: SqlTokenType, start: number, end: number) => {
    source.push({ type, text: sql.slice(start, end), spaceBefore: start > 0 && /\s/.test(sql[start - 1]!) });
    return end;
  };
  for (let position = 0; position < sql.length;) {
    const character = sql[position]!;
    const two = sql.slice(position, position + 2);
    if (/\s/.test(character)) position++;
    else if (two === '--') position = push('comment', position, endAfter(sql, '\n', position, true));
    else if (two === '/*') position = push('comment', position, endAfter(sql, '*/', position + 2, false));
    else if (character === "'") position = push('string', position, endOfQuoted(sql, position, "'"));
    else if (character === '"' || character === '`')
      position = push('name', position, endOfQuoted(sql, position, character));
    else if (/\d/.test(character)) position = push('number', position, endOfRun(sql, position, /[\w.]/));
    else if (/[\p{L}_]/u.test(character)) {
      const end = endOfRun(sql, position, /[\p{L}\d_$]/u);
      position = push(keywords.has(sql.slice(position, end).toLowerCase()) ? 'keyword' : 'name', position, end);
    } else if (/[(),;.[\]]/.test(character)) position = push('punctuation', position, position + 1);
    else
      position = push(
        'punctuation',
        position,
        endOfRun(
          sql,
          position + 1,
          /[<>=!|&:+*/%^~@#?$-]/,
          (at) => sql.startsWith('--', at) || sql.startsWith('/*', at),
        ),
      );
  }
  return source;
}

function endAfter(sql: string, mark: string, from: number, exclusive: boolean): number {
  const found = sql.indexOf(mark, from);
  if (found < 0) return sql.length;
  return exclusive ? found : found + mark.length;
}

function endOfQuoted(sql: string, start: number, mark: string): number {
  for (let position = start + 1; position < sql.length; position++) {
    if (sql[position] !== mark) continue;
    if (sql[position + 1] !== mark) return position + 1;
    position++;
  }
  return sql.length;
}

function endOfRun(sql: string, start: number, pattern: RegExp, stop?: (at: number) => boolean): number {
  let position = start;
  while (position < sql.length && pattern.test(sql[position]!) && stop?.(position) !== true) position++;
  return position;
}
