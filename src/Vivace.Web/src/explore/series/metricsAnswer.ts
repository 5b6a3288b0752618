import { asArray, asNumber, asRecord, asText, valueText } from '../json';

/** A trace that a point of a series comes from. */
export interface Exemplar {
  readonly traceId: string;
  readonly timestampMs: number;
  readonly value: number;
}

/** One series over the times of its answer. */
export interface MetricsSeries {
  /** What tells it from the others: the values of its labels. */
  readonly name: string;
  /** The same without its bucket: what the series of one histogram share. */
  readonly group?: string | undefined;
  /** The service that it is about, when that is all that tells it from the others. */
  readonly service?: string | undefined;
  /** The upper bound of its bucket, for one of a histogram. */
  readonly bucket?: number | undefined;
  /** One for each time; NaN where there is none. */
  readonly values: readonly number[];
  readonly exemplars: readonly Exemplar[];
}

/** What a metrics query gave over a range. */
export interface MetricsAnswer {
  /** Ends of the intervals in Unix milliseconds, ascending. */
  readonly times: readonly number[];
  readonly series: readonly MetricsSeries[];
}

/** One value a series over the whole range. */
export interface InstantValue {
  readonly name: string;
  readonly value: number;
}

/** How bounds of buckets are written. */
type BoundText = (bound: number) => string;

/** Reads the answer of a range query. A sample without a value is 0, a missing sample is none. */
export function readMetrics(json: unknown, boundText: BoundText = String): MetricsAnswer {
  const entries = asArray(asRecord(json).series).map(asRecord);
  const read = entries.map((entry) => ({
    name: nameOf(entry.labels, boundText),
    service: serviceOf(entry.labels),
    ...bucketOf(entry.labels),
    samples: new Map(asArray(entry.samples).map(asRecord).map(({ timestampMs, value }) => [asNumber(timestampMs), asNumber(value)])),
    exemplars: asArray(entry.exemplars).map(asRecord).flatMap(exemplarOf),
  }));
  const times = [...new Set(read.flatMap(({ samples }) => [...samples.keys()]))].sort((a, b) => a - b);
  return {
    times,
    series: read.map(({ samples, ...rest }) => ({ ...rest, values: times.map((time) => samples.get(time) ?? Number.NaN) })),
  };
}

/** Reads the answer of an instant query, largest first. */
export function readInstantValues(json: unknown, boundText: BoundText = String): InstantValue[] {
  return asArray(asRecord(json).series)
    .map(asRecord)
    .map(({ labels, value }) => ({ name: nameOf(labels, boundText), value: asNumber(value) }))
    .sort((a, b) => b.value - a.value || (a.name < b.name ? -1 : 1));
}

/** `checkout`, `checkout, error`; keys stand before values only where the values alone would say nothing. */
function nameOf(labels: unknown, boundText: BoundText): string {
  const pairs = asArray(labels).map(asRecord).map(({ key, value }) => [asText(key) ?? '', valueText(value)] as const);
  const parts = pairs.map(([key, value]) => {
    if (key === '__name__') return value;
    if (key === 'p') return `p${Number((Number(value) * 100).toPrecision(6))}`;
    if (key === '__bucket') return `≤ ${boundText(Number(value))}`;
    return value === '' ? `${key}: empty` : value;
  });
  return parts.join(', ');
}

function serviceOf(labels: unknown): string | undefined {
  const [only, ...more] = asArray(labels).map(asRecord);
  return more.length === 0 && only?.key === 'resource.service.name' ? valueText(only.value) : undefined;
}

function bucketOf(labels: unknown): { readonly group: string; readonly bucket: number | undefined } {
  const all = asArray(labels);
  const bound = all.map(asRecord).find(({ key }) => key === '__bucket');
  const others = all.filter((label) => asRecord(label).key !== '__bucket');
  return { group: nameOf(others, String), bucket: bound === undefined ? undefined : Number(valueText(bound.value)) };
}

function exemplarOf({ labels, value, timestampMs }: Readonly<Record<string, unknown>>): Exemplar[] {
  const id = asArray(labels).map(asRecord).find(({ key }) => key === 'trace:id' || key === 'traceID');
  const traceId = id === undefined ? '' : valueText(id.value);
  return /^[0-9a-f]{1,32}$/.test(traceId) ? [{ traceId: traceId.padStart(32, '0'), timestampMs: asNumber(timestampMs), value: asNumber(value) }] : [];
}

/** What the legend says of a series. */
export interface SeriesFacts {
  readonly last: number;
  readonly average: number;
  readonly max: number;
}

/** Facts of the values that are there; NaN of a series without any. */
export function factsOf(values: readonly number[]): SeriesFacts {
  const present = values.filter((value) => !Number.isNaN(value));
  const sum = present.reduce((total, value) => total + value, 0);
  return {
    last: present.at(-1) ?? Number.NaN,
    average: present.length === 0 ? Number.NaN : sum / present.length,
    max: present.length === 0 ? Number.NaN : present.reduce((most, value) => Math.max(most, value)),
  };
}
