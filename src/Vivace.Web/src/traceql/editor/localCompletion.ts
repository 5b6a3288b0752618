import { traceqlParser } from '../parser';
import { quote, writeName } from '../literals';
import { type CompletionAnswer, type CompletionItem, type CompletionKind, type QueryRange, tagNames, tagValues } from '../server';
import { narrowItems } from './completionCache';

/**
 * Completion by the page itself, for servers that offer none: the words of the language by the token before the
 * cursor, names and values from Tempo's tag endpoints. It knows places, not types; the server's completion knows both.
 */
export async function completeLocally(query: string, cursor: number, range: QueryRange | undefined, signal: AbortSignal): Promise<CompletionAnswer> {
  const place = placeAt(query.slice(0, cursor));
  const items = [...place.items];
  if (place.names !== undefined) {
    const scoped = place.names === '' || place.names === 'any' ? '' : place.names;
    const found = (await tagNames(scoped, range, signal)).filter(({ scope }) => scope !== 'intrinsic');
    items.push(...(place.names === 'any' ? found.map(wholeName) : found.map(({ scope, name }) => nameBehind(place.names ?? '', scope, name))));
  }
  if (place.valuesOf !== undefined) items.unshift(...(await tagValues(place.valuesOf, range, signal)).map(valueItem));
  const narrowed = narrowItems(items, place.word);
  const seen = new Set<string>();
  return {
    items: narrowed.filter(({ insertText }) => !seen.has(insertText) && seen.add(insertText)),
    replace: { start: cursor - place.word.length, end: cursor },
    incomplete: false,
  };
}

interface Place {
  /** What is typed of the word at the cursor. */
  readonly word: string;
  readonly items: readonly CompletionItem[];
  /** The scope whose names are wanted; `any` for whole fields of all scopes, empty behind a lone dot. */
  readonly names?: string;
  /** The field whose values are wanted. */
  readonly valuesOf?: string;
}

const nothing: Place = { word: '', items: [] };

/** What may stand at the end of a text. */
export function placeAt(before: string): Place {
  const tokens = tokensOf(before);
  if (tokens === null) return nothing;

  const attribute = /(?:^|[\s{(,=!<>+*/%^&|-])(span|resource|event|link|instrumentation|)\.([^\s{}()=~!<>&|^,"]*)$/.exec(before);
  const intrinsic = /\b(span|trace|event|link|instrumentation):(\w*)$/.exec(before);
  const string = /["`][^"`\n]*$/.exec(before);
  const isInString = tokens.at(-1)?.name === 'open';
  if (isInString && string !== null) return valuePlace(tokens.slice(0, -1), string[0]);
  if (attribute !== null) return { word: attribute[2] ?? '', items: [], names: attribute[1] ?? '' };
  if (intrinsic !== null) {
    const names = intrinsicsOf[intrinsic[1] ?? ''] ?? [];
    return { word: intrinsic[2] ?? '', items: names.map((name) => item(name, 'intrinsic')) };
  }

  const word = /[\w&!=<>~|.]*$/.exec(before)?.[0] ?? '';
  const typed = /^\w/.test(word) ? word : '';
  const finished = typed === '' ? tokens : tokens.filter(({ to }) => to <= before.length - typed.length);
  return placeAfter(finished, typed);
}

function placeAfter(tokens: readonly Token[], word: string): Place {
  const last = tokens.at(-1);
  const open = innermostBracket(tokens);
  if (open === '{') {
    if (last !== undefined && /^(?:CompareOperator)$/.test(last.name)) return valuePlace(tokens, word);
    if (last === undefined || /^(?:\{|\(|NotOperator|LogicalOperator|ArithmeticOperator)$/.test(last.name)) {
      return { word, items: [...fields, item('(', 'punctuation')], names: 'any' };
    }
    const isCompared = /^(?:String|Number|Duration|Boolean|Nil|StatusValue|KindValue|Limit)$/.test(last.name) || last.name === ')';
    return { word, items: isCompared ? afterComparison : [...comparisons, ...afterComparison] };
  }
  if (open === 'with') return { word, items: last?.name === 'HintEquals' ? ['true', 'false', '0.1'].map((v) => item(v, 'value')) : hints };
  if (open === 'by' || open === 'select' || (open !== undefined && open !== '(')) {
    const wantsField = last?.name === '(' || last?.name === ',';
    return wantsField
      ? { word, items: fields.filter(({ kind }) => kind !== 'value'), names: 'any' }
      : { word, items: [item(',', 'punctuation'), item(')', 'punctuation')] };
  }
  if (last === undefined || last.name === '(') return { word, items: [item('{', 'punctuation', 'spanset filter'), ...firstStages] };
  if (last.name === 'Pipe') return { word, items: [item('{', 'punctuation', 'spanset filter'), ...firstStages, ...stages] };
  if (/^(?:StructuralOperator|LogicalOperator)$/.test(last.name)) return { word, items: [item('{', 'punctuation', 'spanset filter'), item('(', 'punctuation')] };
  if (last.name === '}') return { word, items: [item('|', 'operator', 'next stage'), ...relations, item('with(', 'keyword', 'hints')] };
  return { word, items: [item('|', 'operator', 'next stage'), ...comparisons.slice(0, 6), item('by(', 'function'), item('with(', 'keyword', 'hints')] };
}

/** Values of the field before the comparison. */
function valuePlace(tokens: readonly Token[], word: string): Place {
  const field = fieldBefore(tokens);
  switch (field) {
    case 'status':
    case 'span:status':
      return { word, items: ['error', 'ok', 'unset'].map((text) => item(text, 'value', 'status')) };
    case 'kind':
    case 'span:kind':
      return { word, items: ['server', 'client', 'internal', 'producer', 'consumer', 'unspecified'].map((text) => item(text, 'value', 'kind')) };
    case 'duration':
    case 'span:duration':
    case 'traceDuration':
    case 'trace:duration':
    case 'event:timeSinceStart':
      return { word, items: ['10ms', '100ms', '500ms', '1s', '5s', '10s', '1m'].map((text) => item(text, 'value', 'duration')) };
    case undefined:
      return { word, items: [] };
    default:
      return { word, items: word === '' ? [item('nil', 'keyword', 'no value')] : [], valuesOf: field };
  }
}

function fieldBefore(tokens: readonly Token[]): string | undefined {
  const name = tokens.at(-2);
  const scope = tokens.at(-3);
  if (tokens.at(-1)?.name !== 'CompareOperator' || name === undefined) return undefined;
  if (name.name === 'AttributeName' || (name.name === 'Intrinsic' && scope?.name === 'IntrinsicScope')) return (scope?.text ?? '') + name.text;
  return name.name === 'Intrinsic' ? name.text : undefined;
}

interface Token {
  readonly name: string;
  readonly text: string;
  readonly to: number;
}

/** Tokens of a text that may end anywhere; an open string is called `open`. Null inside a comment. */
function tokensOf(text: string): Token[] | null {
  const open = openString(text);
  const closed = text.slice(0, open);
  let isComment = false;
  const tokens: Token[] = [];
  traceqlParser.parse(closed).iterate({
    enter: ({ name, from, to, node }) => {
      if (name === 'LineComment' && to === closed.length) isComment = true;
      const isLeaf = node.firstChild === null || /Operator$|^HintEquals$/.test(name);
      if (isLeaf && from < to && !node.type.isError && !name.endsWith('Comment')) tokens.push({ name, text: closed.slice(from, to), to });
      return !isLeaf;
    },
  });
  if (isComment || /\/\*(?:(?!\*\/)[^])*$/.test(closed)) return null;
  if (open !== undefined) tokens.push({ name: 'open', text: text.slice(open), to: text.length });
  return tokens;
}

/** Where the string starts that is open at the end of a text. */
function openString(text: string): number | undefined {
  let start: number | undefined;
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    const quoteSign = start === undefined ? undefined : text.charAt(start);
    if (start === undefined) start = c === '"' || c === '`' ? i : undefined;
    else if (c === quoteSign) start = undefined;
    else if (c === '\\' && quoteSign === '"') i++;
    else if (c === '\n' && quoteSign === '"') start = undefined;
  }
  return start;
}

/** `{`, `(`, or the word before the parenthesis that is open at the end; undefined at the top. */
function innermostBracket(tokens: readonly Token[]): string | undefined {
  const open: string[] = [];
  tokens.forEach(({ name }, i) => {
    const word = tokens[i - 1];
    if (name === '{') open.push('{');
    else if (name === '(' && open.at(-1) === '{') open.push('{');
    else if (name === '(') open.push(word !== undefined && /^(?:StageName|AggregateName|MetricsName|With)$/.test(word.name) ? word.text : '(');
    else if (name === '}' || name === ')') open.pop();
  });
  return open.at(-1);
}

function item(text: string, kind: CompletionKind, detail = ''): CompletionItem {
  return { label: kind === 'function' ? text.replace(/\(\)?$/, '') : text, insertText: text, kind, detail };
}

function wholeName({ scope, name }: { scope: string; name: string }): CompletionItem {
  return { label: `${scope}.${name}`, insertText: `${scope}.${writeName(name, scope)}`, kind: 'attribute', detail: scope };
}

function nameBehind(typedScope: string, scope: string, name: string): CompletionItem {
  return { label: name, insertText: writeName(name, typedScope), kind: 'attribute', detail: scope };
}

function valueItem({ type, value }: { type: string; value: string }): CompletionItem {
  const insertText = type === 'string' ? quote(value) : value;
  return { label: value, insertText, kind: 'value', detail: type };
}

const intrinsicsOf: Readonly<Record<string, readonly string[]>> = {
  span: ['name', 'duration', 'status', 'statusMessage', 'kind', 'id', 'parentID', 'childCount'],
  trace: ['rootService', 'rootName', 'duration', 'id'],
  event: ['name', 'timeSinceStart'],
  link: ['traceID', 'spanID'],
  instrumentation: ['name', 'version'],
};

const fields: readonly CompletionItem[] = [
  item('span.', 'scope', 'attributes of the span'),
  item('resource.', 'scope', 'attributes of the resource'),
  item('event.', 'scope', 'attributes of events'),
  item('link.', 'scope', 'attributes of links'),
  item('instrumentation.', 'scope', 'attributes of the instrumentation scope'),
  item('.', 'scope', 'attributes of the span, then of the resource'),
  item('span:', 'scope', 'fields of every span'),
  item('trace:', 'scope', 'fields of the whole trace'),
  item('event:', 'scope', 'fields of every event'),
  item('link:', 'scope', 'fields of every link'),
  item('instrumentation:', 'scope', 'fields of the instrumentation scope'),
  ...['name', 'duration', 'status', 'statusMessage', 'kind', 'rootServiceName', 'rootName', 'traceDuration', 'nestedSetParent'].map((name) => item(name, 'intrinsic')),
];

const comparisons: readonly CompletionItem[] = [
  item('=', 'operator', 'equal'),
  item('!=', 'operator', 'not equal'),
  item('>', 'operator', 'greater'),
  item('>=', 'operator', 'greater or equal'),
  item('<', 'operator', 'less'),
  item('<=', 'operator', 'less or equal'),
  item('=~', 'operator', 'matches a regular expression'),
  item('!~', 'operator', 'matches no regular expression'),
];

const afterComparison: readonly CompletionItem[] = [item('&&', 'operator', 'and'), item('||', 'operator', 'or'), item('}', 'punctuation', 'end of the filter')];

const relations: readonly CompletionItem[] = [
  item('&&', 'operator', 'both match'),
  item('||', 'operator', 'one of them matches'),
  item('>', 'operator', 'right is a child of left'),
  item('>>', 'operator', 'right descends from left'),
  item('<', 'operator', 'right is the parent of left'),
  item('<<', 'operator', 'right is an ancestor of left'),
  item('~', 'operator', 'right is a sibling of left'),
  item('!>>', 'operator', 'right does not descend from left'),
  item('&>>', 'operator', 'right descends from left; both sides'),
];

const firstStages: readonly CompletionItem[] = [
  item('by(', 'function', 'groups spans by an expression'),
  item('select(', 'function', 'adds fields to the answer'),
  item('count()', 'function', 'number of spans'),
  item('avg(', 'function', 'mean of a field'),
  item('max(', 'function', 'largest of a field'),
  item('min(', 'function', 'smallest of a field'),
  item('sum(', 'function', 'sum of a field'),
];

const stages: readonly CompletionItem[] = [
  item('coalesce()', 'function', 'puts groups together again'),
  item('rate()', 'function', 'spans per second over time'),
  item('count_over_time()', 'function', 'number of spans over time'),
  item('quantile_over_time(', 'function', 'quantiles of a field over time'),
  item('histogram_over_time(', 'function', 'distribution of a field over time'),
  item('avg_over_time(', 'function', 'mean of a field over time'),
  item('max_over_time(', 'function', 'largest of a field over time'),
  item('min_over_time(', 'function', 'smallest of a field over time'),
  item('sum_over_time(', 'function', 'sum of a field over time'),
  item('compare(', 'function', 'what tells a selection of spans from the others'),
  item('topk(', 'function', 'the largest series'),
  item('bottomk(', 'function', 'the smallest series'),
];

const hints: readonly CompletionItem[] = [
  item('most_recent=', 'hint', 'the newest matching traces instead of any'),
  item('exemplars=', 'hint', 'how many exemplars; false for none'),
  item('sample=', 'hint', 'a part of the spans, scaled up'),
];
