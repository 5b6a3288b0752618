import { attributeText, type AttributeScope } from '../../explore/query/attributes';
import { readName } from '../../traceql/literals';
import type { LabelledSeries } from '../data/labelledSeries';
import type { FieldValue } from '../query/conditions';

/** How many spans of each side have one value. */
export interface ComparedValue {
  /** `undefined` for spans without the field, which is a value like any other. */
  readonly value: FieldValue;
  readonly selection: number;
  readonly baseline: number;
}

/** A field with the values that both sides have. */
export interface ComparedField {
  /** As TraceQL writes it. */
  readonly field: string;
  readonly values: readonly ComparedValue[];
  /** Spans whose value is not listed, because there are too many different ones. */
  readonly unlisted: { readonly selection: number; readonly baseline: number };
}

/** Both sides of a comparison. */
export interface Comparison {
  readonly fields: readonly ComparedField[];
  /** Spans of each side. */
  readonly selection: number;
  readonly baseline: number;
}

type Side = 'selection' | 'baseline';

const metaLabel = '__meta_type';

interface Counts {
  readonly value: FieldValue;
  selection: number;
  baseline: number;
}

/** Reads the series of `compare()`: values, or sums of samples where the answer is over time. */
export function comparisonOf(series: readonly LabelledSeries[]): Comparison {
  const fields = new Map<string, { values: Map<string, Counts>; totals: Record<Side, number> }>();
  for (const one of series) {
    const kind = one.labels.get(metaLabel)?.text ?? '';
    const label = [...one.labels].find(([key]) => key !== metaLabel);
    if (label === undefined) continue;
    const [key, value] = label;
    const count = one.samples.length > 0 ? one.samples.reduce((sum, sample) => sum + sample.value, 0) : one.value;
    const field = fields.get(key) ?? { values: new Map<string, Counts>(), totals: { selection: 0, baseline: 0 } };
    fields.set(key, field);
    if (kind === 'selection_total' || kind === 'baseline_total') {
      field.totals[kind === 'selection_total' ? 'selection' : 'baseline'] += count;
    } else if (kind === 'selection' || kind === 'baseline') {
      const id = `${value.type} ${value.text}`;
      const counts = field.values.get(id) ?? { value, selection: 0, baseline: 0 };
      counts[kind] += count;
      field.values.set(id, counts);
    }
  }
  // Every span has a name and a kind, so the largest total is the number of spans.
  const most = (side: Side) => Math.max(0, ...[...fields.values()].map(({ totals }) => totals[side]));
  const [selection, baseline] = [most('selection'), most('baseline')];
  return {
    selection,
    baseline,
    fields: [...fields].map(([key, { values, totals }]) => {
      const listed = [...values.values()];
      const sum = (side: Side) => listed.reduce((total, counts) => total + counts[side], 0);
      const missing = { selection: Math.max(0, selection - totals.selection), baseline: Math.max(0, baseline - totals.baseline) };
      return {
        field: fieldOf(key),
        values: missing.selection + missing.baseline > 0 ? [...listed, { value: undefined, ...missing }] : listed,
        unlisted: { selection: Math.max(0, totals.selection - sum('selection')), baseline: Math.max(0, totals.baseline - sum('baseline')) },
      };
    }),
  };
}

/** The two halves of one comparison that came from different windows: the selection of the one, and all of the other as baseline. */
export function joinedSides(selection: readonly LabelledSeries[], baseline: readonly LabelledSeries[]): LabelledSeries[] {
  const as = (series: readonly LabelledSeries[], side: Side) => series.flatMap((one) => {
    const kind = one.labels.get(metaLabel)?.text ?? '';
    if (!kind.startsWith('selection')) return [];
    return [{ ...one, labels: new Map([...one.labels, [metaLabel, { type: 'string', text: kind.replace('selection', side) }]]) } as LabelledSeries];
  });
  return [...as(selection, 'selection'), ...as(baseline, 'baseline')];
}

const scoped = /^(span|resource|event|link|instrumentation)\.(.+)$/s;

/** A label's key as TraceQL writes the field: names with blanks need quotes, which the key may have already. */
export function fieldOf(key: string): string {
  const match = scoped.exec(key);
  return match === null ? key : attributeText(match[1] as AttributeScope, readName(match[2]!) ?? match[2]!);
}
