/** One attribute key of a trace. */
export interface AttributeKey {
  /** With its scope, as TraceQL writes it: `span.http.route`, `resource.host.name`. */
  readonly key: string;
  /** Spans that have it. */
  readonly spans: number;
}

/** The values of one attribute over all rows. */
export interface AttributeColumn {
  readonly values: readonly string[];
  /** Place in `values` by row, -1 where the span does not have the attribute. */
  readonly codes: Int32Array;
}

export interface AttributeProgress {
  readonly loadedSpans: number;
  readonly totalSpans: number;
}

/** Attributes of all spans, for colours, columns and statistics. The first call loads them, which takes a while on large traces. */
export interface AttributeSource {
  /** Keys by how many spans have them, most first. */
  keys(signal?: AbortSignal): Promise<readonly AttributeKey[]>;
  /** Values of `span.key`, `resource.key`, or a key without scope (the span's own first). */
  column(key: string, signal?: AbortSignal): Promise<AttributeColumn>;
  /** Called while attributes load; answers what ends that. */
  onProgress(listener: (progress: AttributeProgress) => void): () => void;
}
