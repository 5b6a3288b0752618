import { attributesIn } from './attributes';
import { scanMeaning } from './scan';
import { splitQuery } from './pipeline';

/** Advice about a query that is right but may be slow or mean something else than wanted; never an error. */
export interface QueryHint {
  readonly code: 'unscoped' | 'empty-long-range' | 'wide-regex' | 'metrics-step';
  readonly message: string;
  /** Where it applies; both 0 for the whole query. */
  readonly start: number;
  readonly end: number;
}

/** A range beyond this makes a query without conditions read a lot. */
export const longRangeSeconds = 6 * 3600;

/** Hints for a query over a range. The server's parser decides about errors; a query that it refuses gives whatever is recognisable. */
export function queryHints(query: string, rangeSeconds: number): QueryHint[] {
  const hints: QueryHint[] = [];
  const seen = new Set<string>();
  for (const attribute of attributesIn(query)) {
    if (attribute.scope !== 'any' || seen.has(attribute.text)) continue;
    seen.add(attribute.text);
    hints.push({
      code: 'unscoped',
      message: `${attribute.text} is looked up in spans and resources. Write span${attribute.text} or resource${attribute.text} if you know which: it is faster and says what is meant.`,
      start: attribute.start,
      end: attribute.end,
    });
  }

  const tokens = scanMeaning(query);
  for (const [i, token] of tokens.entries()) {
    const value = tokens[i + 1];
    if ((token.text !== '=~' && token.text !== '!~') || value?.kind !== 'string') continue;
    const message = regexHint(value.text.slice(1, -1));
    if (message !== undefined) hints.push({ code: 'wide-regex', message, start: value.start, end: value.end });
  }

  const parts = splitQuery(query);
  if (parts.metricsStage >= 0) {
    hints.push({
      code: 'metrics-step',
      message: 'A metrics query without a step: the server takes one that makes 240 to 480 intervals of the range.',
      start: 0,
      end: 0,
    });
  } else if (rangeSeconds > longRangeSeconds && /^\{\s*\}$/.test(parts.stages[0] ?? '') && parts.stages.length === 1) {
    hints.push({
      code: 'empty-long-range',
      message: 'No condition and a long range: every span is looked at. A service or a shorter range answers sooner.',
      start: 0,
      end: 0,
    });
  }
  return hints;
}

function regexHint(pattern: string): string | undefined {
  if (/^(\.\*|\.\+)?$/.test(pattern)) {
    return 'This expression matches everything. Use != nil to ask whether there is a value.';
  }
  if (/^\.[*+]/.test(pattern) && !/[\p{L}\p{N}]{2,}/u.test(pattern)) {
    return 'This expression has no fixed text, so every value has to be tried. Some literal text makes it faster.';
  }
  if (!/[\\^$.|?*+()[\]{}]/.test(pattern)) {
    return 'This expression has no special characters and must match the whole value: = does the same and is faster.';
  }
  return undefined;
}
