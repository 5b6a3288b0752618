import { traceqlParser } from './parser';

/** Longest line that is not broken. */
const LINE_CHARACTERS = 80;

interface Token {
  readonly name: string;
  readonly parent: string;
  readonly text: string;
  /** Whether a line break stands before it in the source. */
  readonly afterBreak: boolean;
  /** Parentheses around it, and whether it stands inside braces. */
  readonly depth: number;
  readonly inFilter: boolean;
}

/**
 * A query with its white space in order: on one line where it fits, else one stage a line, else one condition a line.
 * Names, strings, parentheses and comments stay as they are. Null when the query cannot be read.
 */
export function layOut(query: string): string | null {
  const tokens = tokensOf(query);
  if (tokens === null) return null;
  const hasBreakingComment = tokens.some((token) => token.name === 'LineComment' || token.text.includes('\n'));
  const line = hasBreakingComment ? null : write(tokens, () => false);
  if (line !== null && line.length <= LINE_CHARACTERS) return line;
  const stages = write(tokens, startsStage);
  if (stages.split('\n').every((one) => one.length <= LINE_CHARACTERS)) return stages;
  return write(tokens, (token) => startsStage(token) || startsCondition(token));
}

function startsStage(token: Token): boolean {
  if (token.depth > 0 || token.inFilter) return false;
  return token.name === 'Pipe' || token.name === 'With' || token.name === 'StructuralOperator' || token.name === 'LogicalOperator';
}

function startsCondition(token: Token): boolean {
  return token.inFilter && token.depth === 0 && (token.name === 'LogicalOperator' || token.name === '}' || token.name === 'condition');
}

function write(tokens: readonly Token[], breaksBefore: (token: Token) => boolean): string {
  let text = '';
  let previous: Token | undefined;
  for (const token of tokens) {
    const opensFilter = previous?.name === '{' && breaksBefore({ ...token, name: 'condition' }) && token.name !== '}';
    const closesEmpty = previous?.name === '{' && token.name === '}';
    const isLoneComment = token.name.endsWith('Comment') && token.afterBreak;
    if (previous !== undefined) {
      const isBroken = previous.name === 'LineComment' || isLoneComment || opensFilter || (breaksBefore(token) && !closesEmpty);
      if (isBroken) text += `\n${token.inFilter && token.name !== '}' ? '  ' : ''}`;
      else if (spaceBetween(previous, token)) text += ' ';
    }
    text += token.text;
    previous = token;
  }
  return text;
}

function spaceBetween(left: Token, right: Token): boolean {
  if (left.name === 'AttributeScope' || left.name === 'IntrinsicScope') return false;
  if (left.name === '(' || right.name === ')' || right.name === ',') return false;
  if (left.name === 'HintEquals' || right.name === 'HintEquals') return false;
  if (left.name === 'NotOperator' || (left.name === 'ArithmeticOperator' && left.parent.startsWith('Negative'))) return false;
  if (left.name === '{' && right.name === '}') return false;
  const isCall = right.parent === 'Arguments' || right.parent === 'Hints';
  return !(right.name === '(' && isCall);
}

/** All tokens, comments included; null when something is left over or missing. */
function tokensOf(query: string): Token[] | null {
  const tokens: Token[] = [];
  let end = 0;
  let isReadable = true;
  let depth = 0;
  let braces = 0;
  traceqlParser.parse(query).iterate({
    enter: ({ type, from, to, node }) => {
      if (type.isError) isReadable = false;
      // Operators are nodes around their sign, which has no name of its own worth keeping.
      const isLeaf = node.firstChild === null || /Operator$|^HintEquals$/.test(type.name);
      if (!isLeaf || from === to) return !isLeaf;
      const gap = query.slice(end, from);
      if (gap.trim() !== '') isReadable = false;
      end = to;
      if (type.name === ')') depth--;
      if (type.name === '}') braces--;
      tokens.push({
        name: type.name,
        parent: node.parent?.name ?? '',
        text: query.slice(from, to),
        afterBreak: gap.includes('\n'),
        depth,
        inFilter: braces > 0 || type.name === '}',
      });
      if (type.name === '(') depth++;
      if (type.name === '{') braces++;
      return false;
    },
  });
  if (!isReadable || query.slice(end).trim() !== '') return null;
  // Between numbers, < and > compare; between filters they relate.
  return tokens.map((token, i) =>
    token.name === 'StructuralOperator' && !['{', '('].includes(tokens[i + 1]?.name ?? '') ? { ...token, name: 'CompareOperator' } : token,
  );
}
