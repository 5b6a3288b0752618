import { conjunctsOf } from './conjuncts';
import { splitQuery } from './pipeline';
import { scanMeaning } from './scan';

/** What a filter within one trace cannot ask. */
const traceWide = /^(?:trace:.*|rootName|rootServiceName|traceDuration|nestedSet\w+|span:childCount)$/;

/**
 * The filter that shows, within one trace, the spans that a search matched: its one filter, without conditions on the whole trace.
 * Empty when the query is not one filter, or nothing is left of it.
 */
export function traceFilterOf(query: string): string {
  const first = splitQuery(query).stages[0] ?? '';
  const conjuncts = conjunctsOf(first);
  if (conjuncts.length > 0) {
    const kept = conjuncts.map(({ text }) => text).filter((text) => !asksWholeTrace(text));
    return kept.length === 0 ? '' : `{ ${kept.join(' && ')} }`;
  }
  return isOneFilter(first) && !asksWholeTrace(first) ? first : '';
}

function asksWholeTrace(text: string): boolean {
  return scanMeaning(text).some((token) => token.kind === 'word' && traceWide.test(token.text));
}

function isOneFilter(stage: string): boolean {
  const tokens = scanMeaning(stage);
  return tokens.length > 2 && tokens[0]!.text === '{' && tokens.filter((token) => token.text === '{').length === 1 && tokens.at(-1)!.text === '}';
}
