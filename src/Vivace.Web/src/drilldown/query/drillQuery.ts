import { conjunctsOf } from '../../explore/query/conjuncts';
import { splitQuery } from '../../explore/query/pipeline';
import type { DrilldownState, HeatBox } from '../../url/drilldownRoute';
import { durationText } from '../../explore/query/durationFilter';
import { signalOf } from './signals';

/** The parts of the address that say which spans a drilldown is about. */
export type DrillSpans = Pick<DrilldownState, 'signal' | 'own' | 'filters'>;

/** The conditions of the signal and all filters, joined. Empty for all spans. */
export function conditionOf({ signal, own, filters }: DrillSpans): string {
  const first = signal === 'own' ? innerCondition(own) : signalOf(signal).condition;
  return joinConditions([first, ...filters]);
}

/** The spanset of a drilldown, with more conditions behind its own: `{ kind = server && status = error }`. */
export function spansetOf(spans: DrillSpans, ...more: string[]): string {
  const condition = joinConditions([conditionOf(spans), ...more]);
  return condition === '' ? '{ }' : `{ ${condition} }`;
}

/** Conditions joined by `&&`; one that joins with `||` itself is put in parentheses. */
export function joinConditions(conditions: readonly string[]): string {
  const parts = conditions.map((condition) => condition.trim()).filter((condition) => condition !== '');
  return parts.map((part) => (parts.length > 1 && /\|\|/.test(part) && !isWrapped(part) ? `(${part})` : part)).join(' && ');
}

/** What stands between the braces of a filter; a text without braces is a condition itself. */
export function innerCondition(filter: string): string {
  const text = filter.trim();
  return text.startsWith('{') && text.endsWith('}') ? text.slice(1, -1).trim() : text;
}

/** The condition on durations of a box; empty when it is as high as the chart. */
export function boxCondition({ minNanoseconds, maxNanoseconds }: HeatBox): string {
  return joinConditions([
    minNanoseconds === null ? '' : `duration >= ${durationText(minNanoseconds)}`,
    maxNanoseconds === null ? '' : `duration <= ${durationText(maxNanoseconds)}`,
  ]);
}

/** The drilldown that shows what another page's query is about: its one filter taken apart, or all of it as own filter. */
export function drillSpansOf(query: string): DrillSpans {
  const first = splitQuery(query).stages[0]?.trim() ?? '';
  if (first === '' || /^\{\s*(?:true\s*)?\}$/.test(first)) return { signal: 'all', own: '', filters: [] };
  const conjuncts = conjunctsOf(first).map(({ text }) => text);
  if (conjuncts.length > 0) {
    const signal = (['root', 'server', 'consumer', 'errors'] as const).find((one) => conjuncts.includes(signalOf(one).condition));
    const own = signal === undefined ? '' : signalOf(signal).condition;
    return { signal: signal ?? 'all', own: '', filters: conjuncts.filter((conjunct) => conjunct !== own) };
  }
  return isOneFilter(first) ? { signal: 'own', own: first, filters: [] } : { signal: 'all', own: '', filters: [] };
}

function isOneFilter(stage: string): boolean {
  return stage.startsWith('{') && stage.indexOf('{', 1) < 0 && stage.endsWith('}');
}

function isWrapped(text: string): boolean {
  if (!text.startsWith('(') || !text.endsWith(')')) return false;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++;
    if (text[i] === ')') depth--;
    if (depth === 0 && i < text.length - 1) return false;
  }
  return true;
}
