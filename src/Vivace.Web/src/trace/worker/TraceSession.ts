import { findInModel } from '../find/findInModel';
import { parseFind } from '../find/parseFind';
import type { AttributeColumn, AttributeKey, AttributeProgress } from '../model/AttributeSource';
import type { SpanDetails } from '../model/SpanDetails';
import { TraceModel } from '../model/TraceModel';
import { insertSubtree } from '../model/insertSubtree';
import type { TraceData } from '../model/TraceData';
import type { OtlpDocument } from '../otlp/otlpJson';
import { readDetails } from '../otlp/readDetails';
import { AttributeIndex } from './AttributeIndex';
import { DocumentOrigin } from './DocumentOrigin';
import type { RowId, TraceInput } from './messages';
import { SkeletonOrigin } from './SkeletonOrigin';
import { tempoOrigin } from './tempoOrigin';
import type { TraceOrigin } from './TraceOrigin';

/** One open trace, as the worker holds it: its rows, where they come from, and the attributes once they were needed. */
export class TraceSession {
  readonly #onProgress: (progress: AttributeProgress) => void;
  #origin: TraceOrigin | null = null;
  #model: TraceModel | null = null;
  #index: AttributeIndex | null = null;
  #loading: Promise<AttributeIndex> | null = null;

  constructor(onProgress: (progress: AttributeProgress) => void) {
    this.#onProgress = onProgress;
  }

  async open(input: TraceInput, signal: AbortSignal): Promise<TraceData> {
    this.#origin = originOf(input);
    return this.#take(await this.#origin.read(signal));
  }

  async refresh(signal: AbortSignal): Promise<TraceData | null> {
    const before = this.#opened();
    // A window cannot be compared with what has been opened of it since.
    if (before.window !== null || before.totalSpans !== before.rowCount) return null;
    const now = await this.#origin!.read(signal);
    if (this.#model !== before) return null;
    return sameTrace(before, now) ? null : this.#take(now);
  }

  /** The trace with more rows below a span, or with more roots when the id is empty. */
  async children(spanId: string, signal: AbortSignal): Promise<TraceData> {
    const before = this.#opened();
    const row = spanId === '' ? -1 : before.rowOfSpan(spanId);
    if (spanId !== '' && row < 0) throw new Error('The span is no longer there.');
    const loaded = row < 0 ? before.roots.length : before.children(row).length;
    const below = await this.#origin!.readBelow(spanId, loaded, signal);
    if (this.#model !== before) return this.children(spanId, signal);
    return this.#take(insertSubtree(before, row, new TraceModel(below)));
  }

  async details(wanted: readonly RowId[], signal: AbortSignal): Promise<SpanDetails[]> {
    const model = this.#opened();
    const rowOf = new Map<number, number>();
    for (const { row, spanId } of wanted) {
      const here = model.rowCount > row && model.spanId(row) === spanId ? row : model.rowOfSpan(spanId);
      if (here >= 0) rowOf.set(here, row);
    }
    const found = new Map<number, SpanDetails>();
    await this.#origin!.spans(
      model,
      [...rowOf.keys()],
      (row, origin) => found.set(rowOf.get(row)!, readDetails(origin, rowOf.get(row)!)),
      () => {},
      signal,
    );
    return wanted.flatMap(({ row }) => found.get(row) ?? []);
  }

  async find(text: string, withAttributes: boolean, signal: AbortSignal): Promise<Uint8Array> {
    const index = withAttributes ? await this.#attributes(signal) : null;
    return findInModel(this.#opened(), parseFind(text), index);
  }

  async match(query: string, signal: AbortSignal): Promise<Uint8Array> {
    const ids = await this.#origin!.match(query, signal);
    const model = this.#opened();
    const mask = new Uint8Array(model.rowCount);
    for (const id of ids) {
      const row = model.rowOfSpan(id);
      if (row >= 0) mask[row] = 1;
    }
    return mask;
  }

  async attributeKeys(signal: AbortSignal): Promise<AttributeKey[]> {
    return (await this.#attributes(signal)).keys();
  }

  async attributeColumn(key: string, signal: AbortSignal): Promise<AttributeColumn> {
    return (await this.#attributes(signal)).column(key);
  }

  #opened(): TraceModel {
    if (this.#model === null) throw new Error('No trace is open.');
    return this.#model;
  }

  #take(data: TraceData): TraceData {
    this.#model = new TraceModel(data);
    this.#index = null;
    this.#loading = null;
    return data;
  }

  /** All attributes; loaded once per state of the trace, however many ask for them. */
  async #attributes(signal: AbortSignal): Promise<AttributeIndex> {
    const model = this.#opened();
    if (this.#index !== null) return this.#index;
    this.#loading ??= this.#loadAttributes(model);
    const index = await this.#loading.catch((error: unknown) => {
      this.#loading = null;
      throw error;
    });
    signal.throwIfAborted();
    return this.#model === model ? index : this.#attributes(signal);
  }

  async #loadAttributes(model: TraceModel): Promise<AttributeIndex> {
    const index = new AttributeIndex(model.rowCount);
    const rows = Array.from({ length: model.rowCount }, (_, row) => row);
    // Not cancelled with the first search that asks: the next one, a letter later, needs them too.
    const { signal } = new AbortController();
    await this.#origin!.spans(model, rows, (row, origin) => index.add(row, origin), this.#onProgress, signal);
    if (this.#model === model) this.#index = index;
    return index;
  }
}

function originOf(input: TraceInput): TraceOrigin {
  if (input.type === 'document') {
    const { text } = input;
    const load = () => {
      const json = typeof text === 'string' ? text : new TextDecoder().decode(text);
      return Promise.resolve(JSON.parse(json) as OtlpDocument);
    };
    return new DocumentOrigin(load, input.traceId);
  }
  return input.skeleton && input.spans ? new SkeletonOrigin(input) : tempoOrigin(input);
}

function sameTrace(before: TraceData, now: TraceData): boolean {
  return (
    before.rowCount === now.rowCount &&
    before.totalSpans === now.totalSpans &&
    before.durationNano === now.durationNano &&
    before.startUnixNano === now.startUnixNano &&
    before.notices.partial === now.notices.partial
  );
}
