import type { FieldValue } from '../query/conditions';
import type { LabelledAnswer, LabelledSeries } from '../data/labelledSeries';
import { valuesAt } from '../red/redData';

/** What one value of the field did. */
export interface ValueFacts {
  /** Tells it from the others. */
  readonly key: string;
  /** `undefined` for spans without the field. */
  readonly value: FieldValue;
  readonly spans: number;
  readonly errors: number;
  /** Nanoseconds, approximate; NaN when it is not known. */
  readonly p95: number;
  /** Spans per second in the window before; `undefined` when it is not known. */
  readonly before: number | undefined;
  /** Spans per second now. */
  readonly rate: number;
  /** Spans, and spans with errors, of each interval. */
  readonly counts: readonly number[];
  readonly errorCounts: readonly number[];
  /** Of each interval, nanoseconds; empty unless durations are shown. */
  readonly durations: readonly number[];
  /** Traces behind the counts. */
  readonly examples: readonly TileExample[];
}

/** A span behind a tile. */
export interface TileExample {
  readonly traceId: string;
  readonly timestampMs: number;
  readonly isError: boolean;
}

export interface BreakdownAnswers {
  /** Counts over time by the field and the status. */
  readonly counts: LabelledAnswer;
  /** 95th percentile by the field, one value each. */
  readonly p95: LabelledAnswer;
  /** The same over time, when durations are shown. */
  readonly durations: LabelledAnswer | undefined;
  /** Counts of the window before, one value each. */
  readonly before: LabelledAnswer | undefined;
}

/** How long what was counted took. */
export interface Seconds {
  readonly now: number;
  readonly before: number;
}

export type BreakdownSort = 'rate' | 'errors' | 'p95' | 'change';

/** What each value of the field did, in no order. */
export function factsOf(field: string, { counts, p95, durations, before }: BreakdownAnswers, times: readonly number[], seconds: Seconds): ValueFacts[] {
  // A window without any span says nothing about change: all of it would be new.
  const isBeforeKnown = before?.series.some(({ value }) => value > 0) === true;
  const found = new Map<string, Omit<ValueFacts, 'counts' | 'errorCounts' | 'examples'> & { readonly counts: number[]; readonly errorCounts: number[]; readonly examples: TileExample[] }>();
  for (const series of counts.series) {
    const value = valueOf(field, series);
    const key = keyOf(value);
    const values = valuesAt(series, times);
    const known = found.get(key) ?? {
      key, value, spans: 0, errors: 0, rate: 0, p95: Number.NaN, before: isBeforeKnown ? 0 : undefined, durations: [], examples: [],
      counts: times.map(() => 0), errorCounts: times.map(() => 0),
    };
    const isError = series.labels.get('status')?.text === 'error';
    const sum = values.reduce((total, count) => total + count, 0);
    values.forEach((count, i) => {
      known.counts[i]! += count;
      if (isError) known.errorCounts[i]! += count;
    });
    known.examples.push(...series.exemplars.map(({ traceId, timestampMs }) => ({ traceId, timestampMs, isError })));
    found.set(key, { ...known, spans: known.spans + sum, rate: (known.spans + sum) / seconds.now, errors: known.errors + (isError ? sum : 0) });
  }
  const hasNil = found.has(keyOf({ type: 'string', text: 'nil' }));
  const other = (series: LabelledSeries) => keyOf(grouped(field, series, hasNil));
  const put = (series: LabelledSeries, changed: Partial<Pick<ValueFacts, 'p95' | 'before' | 'durations'>>) => {
    const known = found.get(other(series));
    if (known !== undefined) found.set(known.key, { ...known, ...changed });
  };
  for (const series of p95.series) put(series, { p95: series.value * 1e9 });
  for (const series of isBeforeKnown ? before!.series : []) put(series, { before: series.value / seconds.before });
  for (const series of durations?.series ?? []) put(series, { durations: valuesAt(series, times).map((value) => (value === 0 ? Number.NaN : value * 1e9)) });
  return [...found.values()].filter(({ spans }) => spans > 0);
}

/** In the order that was asked for; equal ones by rate, then by name, spans without the field last among equals. */
export function inOrder(facts: readonly ValueFacts[], sort: BreakdownSort): ValueFacts[] {
  const weight = ({ spans, errors, p95, before, rate }: ValueFacts): number => {
    switch (sort) {
      case 'rate':
        return spans;
      case 'errors':
        return errors;
      case 'p95':
        return Number.isNaN(p95) ? 0 : p95;
      case 'change':
        return before === undefined ? 0 : Math.abs(rate - before);
    }
  };
  return [...facts].sort((a, b) => weight(b) - weight(a) || b.spans - a.spans || compareText(a.value?.text, b.value?.text));
}

/** The change against the window before in percent: `Infinity` for what is new, `undefined` when it is not known. */
export function changeOf({ rate, before }: ValueFacts): number | undefined {
  if (before === undefined) return undefined;
  return before === 0 ? Number.POSITIVE_INFINITY : ((rate - before) / before) * 100;
}

/** The value of the field in a series that is also grouped by the status: without the label, spans do not have the field. */
function valueOf(field: string, { labels }: LabelledSeries): FieldValue {
  if (field === 'status') return labels.get('status');
  return [...labels].find(([key]) => key !== 'status' && key !== 'p')?.[1];
}

/** The value in a series grouped by the field alone: there the text `nil` also stands for spans without it. */
function grouped(field: string, series: LabelledSeries, hasNil: boolean): FieldValue {
  const value = valueOf(field, series);
  return value?.type === 'string' && value.text === 'nil' && !hasNil ? undefined : value;
}

function keyOf(value: FieldValue): string {
  return value === undefined ? 'missing' : `${value.type} ${value.text}`;
}

function compareText(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1;
  return a < b ? -1 : a > b ? 1 : 0;
}
