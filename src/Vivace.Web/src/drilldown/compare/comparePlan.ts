import type { DrilldownState } from '../../url/drilldownRoute';
import { lengthOf, rangeBefore, type DrillRange } from '../data/drillRange';
import { attributesIn } from '../../explore/query/attributes';
import { durationText } from '../../explore/query/durationFilter';
import { scanMeaning } from '../../explore/query/scan';
import { boxCondition, innerCondition, joinConditions, spansetOf } from '../query/drillQuery';

/** What a comparison asks. */
export interface ComparePlan {
  /** In words, as a sentence takes it: `spans with errors`. */
  readonly selectionWords: string;
  readonly baselineWords: string;
  /** The one query that gives both sides, or the one of the selection when the sides are of different windows. */
  readonly query: string;
  readonly range: DrillRange;
  /** The query and range of the baseline in another window. */
  readonly other: { readonly query: string; readonly range: DrillRange } | undefined;
  /** Spansets with their ranges that find spans of each side, for examples. */
  readonly selection: SideSpans;
  readonly baseline: SideSpans;
}

export interface SideSpans {
  /** Conditions besides those of the drilldown. */
  readonly condition: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** Values of each field that are listed; of fields with more, the rest is counted together. */
const listedValues = 100;

/** What `auto` stands for: the box if there is one, errors if there are some to tell from the rest, otherwise what is slow. */
export function selectionOf(route: Pick<DrilldownState, 'select' | 'box' | 'signal'>, spans: number, errors: number): 'box' | 'errors' | 'slow' | 'own' {
  if (route.select !== 'auto') return route.select;
  if (route.box !== null) return 'box';
  return errors > 0 && errors < spans && route.signal !== 'errors' ? 'errors' : 'slow';
}

/** What is asked, or in words why nothing can be. `slowNanoseconds` is where the slowest begin; it is needed for them only. */
export function planOf(route: DrilldownState, range: DrillRange, chosen: 'box' | 'errors' | 'slow' | 'own', slowNanoseconds: number | undefined): ComparePlan | { readonly missing: string } {
  let condition = '';
  let selectionWords = '';
  let from = range.startSeconds;
  let to = range.endSeconds;
  switch (chosen) {
    case 'box': {
      if (route.box === null) return { missing: 'No box is selected. Drag one over the heat map of durations, or choose another selection.' };
      condition = boxCondition(route.box);
      from = Math.max(from, Math.floor(route.box.fromMs / 1000));
      to = Math.min(to, Math.ceil(route.box.toMs / 1000));
      if (from >= to) return { missing: 'The box lies outside of the time range. Widen the range, or clear the box.' };
      selectionWords = 'the spans of the box';
      break;
    }
    case 'errors':
      condition = 'status = error';
      selectionWords = 'spans with errors';
      break;
    case 'slow':
      if (slowNanoseconds === undefined) return { missing: 'There are no durations to find the slowest by.' };
      condition = `duration >= ${durationText(slowNanoseconds)}`;
      selectionWords = `the slowest ${route.slowest} %`;
      break;
    case 'own':
      condition = innerCondition(route.selected);
      if (condition === '') return { missing: 'Say which spans are the selection: a TraceQL filter, such as { resource.service.version = "2.1" }.' };
      selectionWords = 'the spans of your filter';
      break;
  }

  const isPart = from > range.startSeconds || to < range.endSeconds;
  const nanoseconds = (seconds: number) => `${seconds}000000000`;
  const window = isPart ? `, ${nanoseconds(from)}, ${nanoseconds(to)}` : '';
  const compare = `compare(${condition === '' ? '{ }' : `{ ${condition} }`}, ${listedValues}${window})`;
  const selection: SideSpans = { condition, startSeconds: from, endSeconds: to };
  const rest = (base: string): SideSpans => {
    // Spans of other times than the box are the baseline, too, but one search has one range: those beside it in time are enough for examples.
    const outside = condition === '' && isPart
      ? (from - range.startSeconds >= range.endSeconds - to ? { startSeconds: range.startSeconds, endSeconds: from } : { startSeconds: to, endSeconds: range.endSeconds })
      : { startSeconds: range.startSeconds, endSeconds: range.endSeconds };
    return { condition: joinConditions([base, condition === '' ? '' : `!(${condition})`]), ...outside };
  };

  switch (route.base) {
    case 'rest':
      return { selectionWords, baselineWords: 'the rest', query: `${spansetOf(route)} | ${compare}`, range, other: undefined, selection, baseline: rest('') };
    case 'before': {
      const before = rangeBefore(range);
      return {
        selectionWords,
        baselineWords: `all spans of the ${lengthWords(lengthOf(range))} before`,
        query: `${spansetOf(route, condition)} | compare({ }, ${listedValues})`,
        range: { ...range, startSeconds: from, endSeconds: to },
        other: { query: `${spansetOf(route)} | compare({ }, ${listedValues})`, range: before },
        selection,
        baseline: { condition: '', startSeconds: before.startSeconds, endSeconds: before.endSeconds },
      };
    }
    case 'own': {
      const base = innerCondition(route.baseline);
      if (base === '') return { missing: 'Say which spans are the baseline: a TraceQL filter, such as { resource.service.version = "2.0" }.' };
      const either = condition === '' ? '' : `(${condition}) || (${base})`;
      return { selectionWords, baselineWords: 'the spans of your baseline', query: `${spansetOf(route, either)} | ${compare}`, range, other: undefined, selection, baseline: rest(base) };
    }
  }
}

/** The fields that a condition speaks of: attributes and intrinsics, as written. */
export function fieldsIn(condition: string): ReadonlySet<string> {
  const intrinsics = ['status', 'kind', 'name', 'statusMessage', 'rootName', 'rootServiceName'].filter((name) => scanMeaning(condition).some((token) => token.kind === 'word' && token.text === name));
  return new Set([...attributesIn(condition).map(({ text }) => text), ...intrinsics]);
}

function lengthWords(seconds: number): string {
  if (seconds % 86_400 === 0) return seconds === 86_400 ? 'day' : `${seconds / 86_400} days`;
  if (Math.abs(seconds - Math.round(seconds / 3600) * 3600) <= 2) return Math.round(seconds / 3600) === 1 ? 'hour' : `${Math.round(seconds / 3600)} hours`;
  return `${Math.round(seconds / 60)} minutes`;
}
