import { asArray, asNumber, asRecord, asText, valueText } from '../../explore/json';
import { readValue, type ResultValue } from '../../explore/results/traceResult';

/** A span behind a point, as the answer of a metrics query names it. */
export interface DrillExemplar {
  readonly traceId: string;
  readonly timestampMs: number;
  /** The value of the function at this span, or of its series where the function counts. */
  readonly value: number;
}

/** A series with the types of its labels kept. */
export interface LabelledSeries {
  readonly labels: ReadonlyMap<string, ResultValue>;
  readonly samples: readonly { readonly timestampMs: number; readonly value: number }[];
  readonly exemplars: readonly DrillExemplar[];
  /** Of an instant query. */
  readonly value: number;
}

/** What a metrics query answered. */
export interface LabelledAnswer {
  readonly series: readonly LabelledSeries[];
  /** Why something is left out; absent for a whole answer. */
  readonly partial: string | undefined;
}

/** Reads the answer of a range or an instant query. */
export function readLabelled(json: unknown): LabelledAnswer {
  const answer = asRecord(json);
  const series = asArray(answer.series).map(asRecord).map(({ labels, samples, exemplars, value }): LabelledSeries => ({
    labels: new Map(asArray(labels).map(asRecord).map((label) => [asText(label.key) ?? '', readValue(label.value)])),
    samples: asArray(samples).map(asRecord).map((sample) => ({ timestampMs: asNumber(sample.timestampMs), value: asNumber(sample.value) })),
    exemplars: asArray(exemplars).map(asRecord).flatMap(exemplarOf),
    value: asNumber(value),
  }));
  const partial = answer.status === 'PARTIAL' ? asText(answer.message) ?? 'The server left out a part of the series.' : undefined;
  return { series, partial };
}

function exemplarOf({ labels, value, timestampMs }: Readonly<Record<string, unknown>>): DrillExemplar[] {
  const id = asArray(labels).map(asRecord).find(({ key }) => key === 'trace:id' || key === 'traceID');
  const traceId = id === undefined ? '' : valueText(id.value);
  return /^[0-9a-f]{1,32}$/.test(traceId) ? [{ traceId: traceId.padStart(32, '0'), timestampMs: asNumber(timestampMs), value: asNumber(value) }] : [];
}
