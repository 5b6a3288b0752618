// Sends one known trace with OpenTelemetry's JavaScript SDK.
//
//   node send.mjs grpc|proto|json URL gzip|none
//
// Ids and times are fixed, so that whoever receives the spans can compare them with what other transports brought.
// Exits with 1 and the exporter's error if the spans were not accepted.
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPTraceExporter as GrpcExporter } from '@opentelemetry/exporter-trace-otlp-grpc';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { CompressionAlgorithm } from '@opentelemetry/otlp-exporter-base';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

const [transport, url, compression] = process.argv.slice(2);
const Exporter = { grpc: GrpcExporter, proto: ProtobufExporter, json: JsonExporter }[transport];
const exporter = new Exporter({
  url,
  compression: compression === 'gzip' ? CompressionAlgorithm.GZIP : CompressionAlgorithm.NONE,
});

const failures = [];
const exportSpans = exporter.export.bind(exporter);
exporter.export = (spans, done) => exportSpans(spans, result => {
  if (result.error) failures.push(result.error);
  done(result);
});

let spanNumber = 0;
const idGenerator = {
  generateTraceId: () => '5eed0000000000000000000000000001',
  generateSpanId: () => `5eed0000000000${(++spanNumber).toString(16).padStart(2, '0')}`,
};
const provider = new NodeTracerProvider({
  idGenerator,
  resource: resourceFromAttributes({ 'service.name': 'node-shop', 'service.instance.id': 'one' }),
  spanProcessors: [new BatchSpanProcessor(exporter)],
});

const tracer = provider.getTracer('vivace.otlp-node', '1.2.3');
const at = milliseconds => [1_700_000_000, milliseconds * 1_000_000];
const root = tracer.startSpan('GET /checkout', {
  kind: SpanKind.SERVER,
  startTime: at(0),
  attributes: {
    'http.request.method': 'GET',
    'http.response.status_code': 500,
    'cart.total': 99.5,
    'cart.express': true,
    'cart.items': ['book', 'größe 🙂'],
    'cart.counts': [1, 2, 3],
    'big': -9007199254740991,
    'empty': '',
  },
}, ROOT_CONTEXT);
root.addEvent('retry', { attempt: 2 }, at(10));
root.setStatus({ code: SpanStatusCode.ERROR, message: 'payment failed' });
const child = tracer.startSpan('POST /pay', {
  kind: SpanKind.CLIENT,
  startTime: at(5),
  links: [{
    context: { traceId: '5eed0000000000000000000000000002', spanId: '5eed0000000000ff', traceFlags: 1 },
    attributes: { why: 'earlier attempt' },
  }],
}, trace.setSpan(ROOT_CONTEXT, root));
child.end(at(95));
root.end(at(120));

await provider.forceFlush().catch(error => failures.push(error));
await provider.shutdown().catch(error => failures.push(error));
if (failures.length > 0) {
  console.error(failures[0]);
  process.exit(1);
}
