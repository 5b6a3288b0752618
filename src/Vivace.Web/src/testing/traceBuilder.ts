import { buildTrace } from '../trace/model/buildTrace';
import { TraceModel } from '../trace/model/TraceModel';
import type { OtlpAttribute, OtlpDocument } from '../trace/otlp/otlpJson';
import { readOtlp } from '../trace/otlp/readOtlp';
import { generateTrace } from './traceGenerator';

/** A span of a test: times are nanoseconds after the start of the trace, the id is a short name. */
export interface TestSpan {
  readonly id: string;
  readonly parent?: string;
  readonly start: number;
  readonly end: number;
  readonly service?: string;
  readonly name?: string;
  readonly kind?: number;
  readonly error?: boolean;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** The span id of a test's short name: its characters as hexadecimal, so that names of up to 8 letters differ. */
export function testSpanId(name: string): string {
  const hex = Array.from(name, (character) => character.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  return hex.slice(0, 16).padStart(16, '0');
}

const epoch = 1_700_000_000_000_000_000n;

export function documentOf(spans: readonly TestSpan[]): OtlpDocument {
  return {
    resourceSpans: spans.map((span) => ({
      resource: { attributes: [{ key: 'service.name', value: { stringValue: span.service ?? 'shop' } }] },
      scopeSpans: [
        {
          scope: { name: 'tests' },
          spans: [
            {
              traceId: '0af7651916cd43dd8448eb211c80319c',
              spanId: testSpanId(span.id),
              ...(span.parent === undefined ? {} : { parentSpanId: testSpanId(span.parent) }),
              name: span.name ?? span.id,
              kind: span.kind ?? 1,
              startTimeUnixNano: (epoch + BigInt(span.start)).toString(),
              endTimeUnixNano: (epoch + BigInt(span.end)).toString(),
              attributes: Object.entries(span.attributes ?? {}).map<OtlpAttribute>(([key, value]) => ({
                key,
                value: { stringValue: value },
              })),
              status: span.error === true ? { code: 2 } : {},
            },
          ],
        },
      ],
    })),
  };
}

export function traceOf(spans: readonly TestSpan[]): TraceModel {
  return modelOf(documentOf(spans));
}

export function modelOf(document: OtlpDocument): TraceModel {
  return new TraceModel(buildTrace(readOtlp(document).spans).data);
}

export function generatedModel(spans: number, seed = 7): TraceModel {
  return modelOf(generateTrace({ spans, seed }));
}

/** The row of a short name. */
export function rowOf(model: TraceModel, name: string): number {
  return model.rowOfSpan(testSpanId(name));
}

/** Short names of rows, for readable expectations. */
export function namesOf(model: TraceModel, rows: Iterable<number>): string[] {
  return Array.from(rows, (row) => model.spanName(row));
}
