import type { ComparedField, ComparedValue, Comparison } from './comparedField';
import { binsOf, type NumberBin } from './numbers';

/**
 * What a field says about the difference of the two sides: it differs; it is alike; the selection was made by it, so that it has to
 * differ; nearly every span has a value of its own; all spans have the same value.
 */
export type Verdict = 'differs' | 'alike' | 'given' | 'unique' | 'single';

/** A field with its place in the ranking. */
export interface RankedField extends ComparedField {
  readonly verdict: Verdict;
  /** 0 for the same mix of values, 1 for no value in common; what chance would make is taken off. */
  readonly score: number;
  /** Values with the largest difference first. */
  readonly values: readonly ComparedValue[];
  /** Of numbers that are too many for a bar each. */
  readonly bins: readonly NumberBin[] | undefined;
}

/** Less than this is not worth a look. */
const leastScore = 0.02;

/** Fewer spans than this a value, on average, and the field is like an id. */
const leastSpansPerValue = 1.6;

/** With fewer values than this a field is no id, however few spans there are. */
const leastIdValues = 8;

/** Below this a field with mostly unlisted values says nothing. */
const leastIdScore = 0.3;

const order: Readonly<Record<Verdict, number>> = { differs: 0, alike: 1, given: 2, unique: 3, single: 4 };

/** The fields, most telling first; ids and fields with one value last. `given` are fields that the selection is made by. */
export function rankFields(comparison: Comparison, given: ReadonlySet<string> = new Set()): RankedField[] {
  return comparison.fields
    .map((field) => rankOne(field, comparison))
    .map((ranked) => (ranked.verdict === 'differs' && given.has(ranked.field) ? { ...ranked, verdict: 'given' as const } : ranked))
    .sort((a, b) => order[a.verdict] - order[b.verdict] || weightOf(b) - weightOf(a) || (a.field < b.field ? -1 : 1));
}

/** What spans came to rather than what they came with: at the same difference it explains less. */
const outcomes = new Set(['status', 'statusMessage', 'span:childCount', 'span.http.response.status_code', 'span.http.status_code']);

function weightOf({ field, score }: RankedField): number {
  return outcomes.has(field) ? score * 0.7 : score;
}

function rankOne(field: ComparedField, { selection, baseline }: Comparison): RankedField {
  const bins = binsOf(field);
  const missing = field.values.filter(({ value }) => value === undefined);
  const mix = bins === undefined ? field : { ...field, values: [...bins.map((bin) => ({ ...bin, value: undefined })), ...missing] };
  const score = scoreOf(mix, selection, baseline);
  const values = [...field.values].sort((a, b) => differenceOf(b, selection, baseline) - differenceOf(a, selection, baseline));
  return { ...field, values, score, bins, verdict: bins === undefined ? verdictOf(field, score) : score >= leastScore ? 'differs' : 'alike' };
}

function verdictOf({ values, unlisted }: ComparedField, score: number): Verdict {
  const there = values.filter((one) => one.selection + one.baseline > 0);
  if (there.length <= 1 && unlisted.selection + unlisted.baseline === 0) return 'single';
  const present = there.filter(({ value }) => value !== undefined);
  const spans = present.reduce((sum, one) => sum + one.selection + one.baseline, 0);
  if (present.length >= leastIdValues && spans / present.length < leastSpansPerValue) return 'unique';
  // Most spans have a value that is not among the most frequent ones, and what is left of the difference is small: an id of another kind.
  if (unlisted.selection + unlisted.baseline > spans && score < leastIdScore) return 'unique';
  return score >= leastScore ? 'differs' : 'alike';
}

/**
 * How much of one side's mix the other one does not have (the total variation of the two), without what two random samples of these
 * sizes would differ by. So small sides and fields of many values do not look telling by chance. What one side has more and what it has
 * less are counted apart, and so are values that the other side may have without listing them.
 */
export function scoreOf({ values, unlisted }: ComparedField, selection: number, baseline: number): number {
  if (selection === 0 || baseline === 0) return 0;
  const spread = 1 / selection + 1 / baseline;
  const listed = { more: 0, less: 0 };
  const tail = { more: 0, less: 0 };
  const add = (to: typeof listed, difference: number) => {
    if (difference > 0) to.more += difference;
    else to.less -= difference;
  };
  let chance = 0;
  add(tail, unlisted.selection / selection - unlisted.baseline / baseline);
  for (const one of values) {
    const difference = one.selection / selection - one.baseline / baseline;
    if ((one.selection === 0 && unlisted.selection > 0) || (one.baseline === 0 && unlisted.baseline > 0)) {
      add(tail, difference);
      continue;
    }
    add(listed, difference);
    const share = (one.selection + one.baseline) / (selection + baseline);
    // The mean of the absolute value of a normal deviate is the square root of 2/π.
    chance += Math.sqrt((2 / Math.PI) * share * Math.max(0, 1 - share) * spread);
  }
  const tailChance = unlistedChance(values.map((one) => one.selection), unlisted.selection, selection, baseline)
    + unlistedChance(values.map((one) => one.baseline), unlisted.baseline, baseline, selection);
  // Chance does half of it to either direction.
  const left = (side: 'more' | 'less') => Math.max(0, listed[side] - chance / 2) + Math.max(0, tail[side] - tailChance / 2);
  return Math.min(1, Math.max(left('more'), left('less')));
}

/**
 * What chance does to values of one side that are too many to be listed. None of them is more frequent than the least of the listed
 * ones; the other side sees so few of each that it has some and lacks most, which looks like a difference and is none.
 */
function unlistedChance(listed: readonly number[], unlisted: number, total: number, otherTotal: number): number {
  if (unlisted === 0) return 0;
  const least = listed.reduce((low, count) => (count > 0 && count < low ? count : low), Number.POSITIVE_INFINITY);
  const expected = Number.isFinite(least) ? (otherTotal * least) / total : 0;
  // The mean deviation of a count by its mean: twice the mean for rare ones.
  const deviation = expected === 0 ? 2 : Math.min(2, Math.sqrt(2 / (Math.PI * expected)));
  return (unlisted / total) * deviation;
}

/** How far the shares of one value are apart. */
export function differenceOf(value: ComparedValue, selection: number, baseline: number): number {
  return Math.abs(shareOf(value.selection, selection) - shareOf(value.baseline, baseline));
}

export function shareOf(count: number, total: number): number {
  return total === 0 ? 0 : count / total;
}
