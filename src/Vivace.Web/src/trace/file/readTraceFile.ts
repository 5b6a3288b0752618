import { parseExactJson } from './exactJson';
import { isJaeger, jaegerToOtlp } from './jaegerToOtlp';
import { isOtlp, normaliseOtlp } from './normaliseOtlp';
import type { OtlpResourceSpans, OtlpTracesData } from './OtlpJson';
import { TraceFileError } from './TraceFileError';

export const maximumFileBytes = 256 * 1024 * 1024;

/** One trace of a file, in OTLP's form whatever the file had. */
export interface FileTrace {
  traceId: string;
  data: OtlpTracesData;
  spanCount: number;
  /** Of the earliest span without a parent, or of the earliest span; empty when it has none. */
  rootName: string;
  rootService: string;
}

export type TraceFileFormat = 'OTLP JSON' | 'OTLP JSON lines' | 'Jaeger JSON';

export interface TraceFileContent {
  format: TraceFileFormat;
  /** At least one; the one with the most spans first. */
  traces: FileTrace[];
}

/** Reads OTLP JSON (also one message a line, as the Collector writes files) or Jaeger JSON, gzip-compressed or not. */
export async function readTraceFile(file: Blob): Promise<TraceFileContent> {
  if (file.size > maximumFileBytes) {
    throw new TraceFileError(
      `The file has ${Math.ceil(file.size / 1048576)} MiB; up to ${maximumFileBytes / 1048576} MiB can be opened here. Send it to the server instead.`,
    );
  }
  const start = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const isGzip = start[0] === 0x1f && start[1] === 0x8b;
  return parseTraceFile(isGzip ? await gunzip(file) : await file.text());
}

async function gunzip(file: Blob): Promise<string> {
  const reader = file.stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.length;
    if (bytes > maximumFileBytes) {
      await reader.cancel();
      throw new TraceFileError(
        `The file has more than ${maximumFileBytes / 1048576} MiB when decompressed, which is the most that can be opened here.`,
      );
    }
    parts.push(decoder.decode(value, { stream: true }));
  }
  parts.push(decoder.decode());
  return parts.join('');
}

export function parseTraceFile(text: string): TraceFileContent {
  const { format, data } = readDocuments(text.replace(/^\uFEFF/, ''));
  const traces = splitByTrace(data);
  if (traces.length === 0) throw new TraceFileError(`The file is ${format}, but has no spans.`);
  return { format, traces };
}

function readDocuments(text: string): { format: TraceFileFormat; data: OtlpTracesData } {
  if (text.trim() === '') throw new TraceFileError('The file is empty.');
  let document: unknown;
  try {
    document = parseExactJson(text);
  } catch (error) {
    const lines = readLines(text);
    if (lines !== undefined) return { format: 'OTLP JSON lines', data: lines };
    throw new TraceFileError(`The file is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  try {
    // Lists are OTLP only when all of their members are: one export request each.
    if (isOtlp(document)) return { format: 'OTLP JSON', data: normaliseOtlp(document) };
    if (Array.isArray(document) && document.length > 0 && document.every(isOtlp))
      return { format: 'OTLP JSON', data: joined(document.map(normaliseOtlp)) };
    if (isJaeger(document)) return { format: 'Jaeger JSON', data: jaegerToOtlp(document) };
  } catch (error) {
    if (error instanceof RangeError)
      throw new TraceFileError('The file nests attribute values too deeply to be shown.');
    throw error;
  }
  throw new TraceFileError(
    'The file is JSON, but neither OTLP (a list "resourceSpans") nor Jaeger (a list "data" of traces with "spans" and "processes").',
  );
}

/** The messages of a file with one JSON document a line, or `undefined` when the first line is none. */
function readLines(text: string): OtlpTracesData | undefined {
  const messages: OtlpTracesData[] = [];
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    let document: unknown;
    try {
      document = parseExactJson(line);
    } catch {
      if (messages.length === 0) return undefined;
      throw new TraceFileError(`Line ${index + 1} of ${lines.length} is not JSON; the file may have been cut off.`);
    }
    if (isOtlp(document)) messages.push(normaliseOtlp(document));
    else if (messages.length === 0 && index === 0) return undefined;
  }
  return messages.length === 0 ? undefined : joined(messages);
}

function joined(messages: OtlpTracesData[]): OtlpTracesData {
  return { resourceSpans: messages.flatMap((message) => message.resourceSpans) };
}

function splitByTrace(data: OtlpTracesData): FileTrace[] {
  const byId = new Map<string, OtlpResourceSpans[]>();
  for (const resourceSpans of data.resourceSpans) {
    // Per trace one copy of this resource with only its own spans; nearly always there is exactly one.
    const copies = new Map<string, OtlpResourceSpans>();
    for (const scopeSpans of resourceSpans.scopeSpans) {
      const scopes = new Set<string>();
      for (const span of scopeSpans.spans) {
        let copy = copies.get(span.traceId);
        if (copy === undefined) {
          copy = { ...resourceSpans, scopeSpans: [] };
          copies.set(span.traceId, copy);
        }
        if (!scopes.has(span.traceId)) {
          scopes.add(span.traceId);
          copy.scopeSpans.push({ ...scopeSpans, spans: [] });
        }
        copy.scopeSpans.at(-1)?.spans.push(span);
      }
    }
    for (const [traceId, copy] of copies) {
      const groups = byId.get(traceId);
      if (groups === undefined) byId.set(traceId, [copy]);
      else groups.push(copy);
    }
  }
  return [...byId]
    .map(([traceId, resourceSpans]) => describe(traceId, { resourceSpans }))
    .sort((a, b) => b.spanCount - a.spanCount);
}

function describe(traceId: string, data: OtlpTracesData): FileTrace {
  const trace: FileTrace = { traceId, data, spanCount: 0, rootName: '', rootService: '' };
  let best: { isRoot: boolean; start: bigint } | undefined;
  for (const resourceSpans of data.resourceSpans) {
    const service =
      resourceSpans.resource?.attributes?.find((attribute) => attribute.key === 'service.name')?.value?.stringValue ??
      '';
    for (const scopeSpans of resourceSpans.scopeSpans) {
      trace.spanCount += scopeSpans.spans.length;
      for (const span of scopeSpans.spans) {
        const isRoot = span.parentSpanId === undefined;
        const start = BigInt(span.startTimeUnixNano ?? 0);
        if (best !== undefined && ((best.isRoot && !isRoot) || (best.isRoot === isRoot && best.start <= start)))
          continue;
        best = { isRoot, start };
        trace.rootName = span.name ?? '';
        trace.rootService = service;
      }
    }
  }
  return trace;
}
