import { Blob as NodeBlob } from 'node:buffer';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parseTraceFile, readTraceFile } from './readTraceFile';
import { TraceFileError } from './TraceFileError';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const otherTraceId = '1af7651916cd43dd8448eb211c80319c';

function request(...spans: object[]): object {
  return {
    resourceSpans: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] },
        scopeSpans: [{ scope: { name: 'lib', version: '1' }, spans }],
      },
    ],
  };
}

function span(overrides: object = {}): object {
  return {
    traceId,
    spanId: 'b7ad6b7169203331',
    name: 'GET /',
    kind: 2,
    startTimeUnixNano: '1000',
    endTimeUnixNano: '3000',
    ...overrides,
  };
}

function parse(document: unknown) {
  return parseTraceFile(JSON.stringify(document));
}

function onlySpan(document: unknown) {
  return parse(document).traces[0]!.data.resourceSpans[0]!.scopeSpans[0]!.spans[0]!;
}

describe('a file of spans', () => {
  it('is read as OTLP JSON without any change', () => {
    const document = request(
      span({
        attributes: [
          { key: 'a', value: { intValue: '9223372036854775807' } },
          { key: 'b', value: { doubleValue: 'NaN' } },
          { key: 'c', value: { arrayValue: { values: [{ boolValue: true }, {}] } } },
          { key: 'd', value: { kvlistValue: { values: [{ key: 'x', value: { bytesValue: 'AAE=' } }] } } },
          { key: 'e', value: {} },
        ],
        events: [{ timeUnixNano: '1500', name: 'e', attributes: [], droppedAttributesCount: 3 }],
        links: [{ traceId: otherTraceId, spanId: 'b7ad6b7169203332', flags: 1 }],
        status: { code: 2, message: 'no' },
        flags: 257,
        fromTheFuture: { kept: true },
      }),
    );
    const { format, traces } = parse(document);
    expect(format).toBe('OTLP JSON');
    expect(traces).toHaveLength(1);
    expect(traces[0]!.data).toEqual(document);
  });

  it('may have ids in base64, enumerations as words and the trace in an envelope, as Tempo answers it', () => {
    const read = onlySpan({
      trace: request(
        span({
          traceId: 'CvdlGRbNQ92ESOshHIAxnA==',
          spanId: 't61rcWkgMzE=',
          kind: 'SPAN_KIND_CLIENT',
          status: { code: 'STATUS_CODE_ERROR' },
        }),
      ),
    });
    expect(read).toMatchObject({ traceId, spanId: 'b7ad6b7169203331', kind: 3, status: { code: 2 } });
  });

  it('may have the older names of Tempo and of the collector', () => {
    const { traces } = parse({
      batches: [{ instrumentationLibrarySpans: [{ instrumentationLibrary: { name: 'lib' }, spans: [span()] }] }],
    });
    expect(traces[0]!.data.resourceSpans[0]!.scopeSpans[0]!.scope).toEqual({ name: 'lib' });
  });

  it('may hold one message a line', () => {
    const { format, traces } = parseTraceFile(
      `${JSON.stringify(request(span()))}\n\n${JSON.stringify(request(span({ spanId: 'b7ad6b7169203332' })))}\n`,
    );
    expect(format).toBe('OTLP JSON lines');
    expect(traces[0]!.spanCount).toBe(2);
  });

  it('is split by trace, the one with the most spans first, each with its root', () => {
    const { traces } = parse(
      request(
        span({ traceId: otherTraceId, name: 'lonely' }),
        span({ name: 'child', parentSpanId: 'b7ad6b7169203332', startTimeUnixNano: '1' }),
        span({ name: 'root', spanId: 'b7ad6b7169203332' }),
      ),
    );
    expect(traces.map((trace) => [trace.traceId, trace.spanCount, trace.rootService, trace.rootName])).toEqual([
      [traceId, 2, 'shop', 'root'],
      [otherTraceId, 1, 'shop', 'lonely'],
    ]);
  });

  it('keeps integers that a double cannot hold, also when they are not quoted', () => {
    const text = JSON.stringify(request(span({ attributes: [{ key: 'a', value: { intValue: 7 } }] }))).replace(
      '"intValue":7',
      '"intValue":9223372036854775807',
    );
    expect(parseTraceFile(text).traces[0]!.data.resourceSpans[0]!.scopeSpans[0]!.spans[0]!.attributes).toEqual([
      { key: 'a', value: { intValue: '9223372036854775807' } },
    ]);
  });

  it('may be compressed with gzip', async () => {
    // The test environment's own Blob has no streams.
    const file = new NodeBlob([gzipSync(JSON.stringify(request(span())))]) as unknown as Blob;
    const content = await readTraceFile(file);
    expect(content.traces[0]!.traceId).toBe(traceId);
  });

  it.each([
    ['', 'The file is empty.'],
    ['<html>', 'The file is not JSON'],
    ['{"a":1}', 'neither OTLP'],
    ['[]', 'neither OTLP'],
    ['null', 'neither OTLP'],
    ['{"resourceSpans":[]}', 'has no spans'],
    [JSON.stringify(request(span({ spanId: 'xyz' }))), 'has no span id of 8 bytes; found "xyz"'],
    [JSON.stringify(request(span({ traceId: '00000000000000000000000000000000' }))), 'has no trace id of 16 bytes'],
    [
      `${JSON.stringify(request(span()))}\n{"resourceSpans":[`,
      'Line 2 of 2 is not JSON; the file may have been cut off.',
    ],
    [
      `{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"${traceId}","spanId":"b7ad6b7169203331","attributes":[{"key":"a","value":${'{"arrayValue":{"values":['.repeat(50_000)}${']}}'.repeat(50_000)}}]}]}]}]}`,
      'too deeply',
    ],
  ])('is refused with a sentence, case %#', (text, message) => {
    expect(() => parseTraceFile(text)).toThrow(TraceFileError);
    expect(() => parseTraceFile(text)).toThrow(message);
  });
});
