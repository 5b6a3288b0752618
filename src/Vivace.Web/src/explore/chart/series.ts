import { asArray, asNumber, asRecord, asText, valueText } from '../json';

/** A point of a series: the interval (`timestampMs` − step, `timestampMs`] and its value. */
export interface Sample {
  readonly timestampMs: number;
  readonly value: number;
}

/** One series of a metrics answer. */
export interface Series {
  readonly labels: ReadonlyMap<string, string>;
  readonly samples: readonly Sample[];
}

/** Reads `series` of a range query's answer; absent values are 0. */
export function readSeries(json: unknown): Series[] {
  return asArray(asRecord(json).series).map((entry) => {
    const series = asRecord(entry);
    const labels = asArray(series.labels).map((label) => {
      const { key, value } = asRecord(label);
      return [asText(key) ?? '', valueText(value)] as const;
    });
    const samples = asArray(series.samples).map((sample) => {
      const { timestampMs, value } = asRecord(sample);
      return { timestampMs: asNumber(timestampMs), value: asNumber(value) };
    });
    return { labels: new Map(labels), samples };
  });
}

/** Reads the values of an instant query's answer, one a series. */
export function readInstant(json: unknown): { readonly labels: ReadonlyMap<string, string>; readonly value: number }[] {
  const values = asArray(asRecord(json).series).map((series) => asNumber(asRecord(series).value));
  return readSeries(json).map(({ labels }, i) => ({ labels, value: values[i]! }));
}
