import { readTraceFile, type TraceFileFormat } from './readTraceFile';

/** A trace of an opened file. */
export interface OpenedTrace {
  readonly traceId: string;
  readonly spanCount: number;
  /** Empty when the root has none. */
  readonly rootName: string;
  readonly rootService: string;
  /** The whole trace as OTLP JSON: a text is handed between threads at once, a tree of objects is not. */
  readonly text: string;
}

export interface OpenedContent {
  readonly format: TraceFileFormat;
  /** At least one; the one with the most spans first. */
  readonly traces: readonly OpenedTrace[];
}

/** Reads a file into what the page keeps of it. */
export async function openTraceFile(file: Blob): Promise<OpenedContent> {
  const { format, traces } = await readTraceFile(file);
  return {
    format,
    traces: traces.map(({ traceId, spanCount, rootName, rootService, data }) => ({
      traceId,
      spanCount,
      rootName,
      rootService,
      text: JSON.stringify(data),
    })),
  };
}
