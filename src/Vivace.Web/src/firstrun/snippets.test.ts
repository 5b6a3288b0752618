import { describe, expect, it } from 'vitest';
import { plainTempo, type Receiver } from '../api/about';
import { fullAbout } from '../testing/about';
import { receiverAddresses } from './addresses';
import { snippets, type Snippet } from './snippets';

const receivers = (...list: Receiver[]) => ({ ...fullAbout, receivers: list });

describe('the addresses of the receivers', () => {
  it('have the host of the page in place of a wildcard', () => {
    const { grpc, http, assumed } = receiverAddresses(fullAbout, 'traces.example.com');
    expect(grpc?.url).toBe('http://traces.example.com:4317');
    expect(http?.url).toBe('http://traces.example.com:4318');
    expect(http?.path).toBe('/v1/traces');
    expect(assumed).toBe(false);
  });

  it.each(['0.0.0.0', '::', '[::]', '*', '+', ''])('take %j for a wildcard', (host) => {
    expect(receiverAddresses(receivers({ protocol: 'grpc', host, port: 4317, tls: false }), 'shop').grpc?.authority).toBe('shop:4317');
  });

  it('write IPv6 hosts in brackets and say https where the receiver has a certificate', () => {
    const about = receivers({ protocol: 'http', host: '2001:db8::1', port: 14_318, tls: true, path: '/otlp/v1/traces' });
    const { http, grpc } = receiverAddresses(about, 'shop');
    expect(http!.url + http!.path).toBe('https://[2001:db8::1]:14318/otlp/v1/traces');
    expect(grpc).toBeNull();
  });

  it('say when only the server itself can reach them', () => {
    const about = receivers({ protocol: 'grpc', host: '127.0.0.1', port: 4317, tls: false });
    expect(receiverAddresses(about, 'traces.example.com').grpc?.localOnly).toBe(true);
    expect(receiverAddresses(about, 'localhost').grpc?.localOnly).toBe(false);
  });

  it('are the usual ports, marked as assumed, for a server that does not say', () => {
    const { grpc, http, assumed } = receiverAddresses(plainTempo, 'tempo');
    expect([grpc?.url, http?.url, assumed]).toEqual(['http://tempo:4317', 'http://tempo:4318', true]);
  });
});

describe('the snippets', () => {
  const code = (all: Snippet[], id: Snippet['id']) => all.find((snippet) => snippet.id === id)?.steps.map((step) => step.code).join('\n') ?? '';
  const all = snippets(receiverAddresses(fullAbout, 'shop'), null);

  it('are there for .NET, Node.js, Python, the Collector and curl', () => {
    expect(all.map(({ label }) => label)).toEqual(['.NET', 'Node.js', 'Python', 'Collector', 'curl']);
  });

  it('hold the real address, each in the form that its reader wants', () => {
    expect(code(all, 'dotnet')).toContain('otlp.Endpoint = new Uri("http://shop:4317");');
    expect(code(all, 'node')).toContain('export OTEL_EXPORTER_OTLP_ENDPOINT=http://shop:4317\nexport OTEL_EXPORTER_OTLP_PROTOCOL=grpc');
    expect(code(all, 'python')).toContain('export OTEL_EXPORTER_OTLP_ENDPOINT=http://shop:4317');
    expect(code(all, 'collector')).toContain('    endpoint: shop:4317\n    tls:\n      insecure: true');
    expect(code(all, 'curl')).toContain('curl -sS http://shop:4318/v1/traces');
  });

  it('use HTTP where there is no gRPC, and leave curl out where there is no HTTP', () => {
    const http = snippets(receiverAddresses(receivers({ protocol: 'http', host: '*', port: 4318, tls: false }), 'shop'), null);
    expect(code(http, 'dotnet')).toContain('new Uri("http://shop:4318/v1/traces");\n            otlp.Protocol = OtlpExportProtocol.HttpProtobuf;');
    expect(code(http, 'node')).toContain('OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf');
    expect(code(http, 'collector')).toContain('otlphttp/vivace:\n    endpoint: http://shop:4318');
    const grpc = snippets(receiverAddresses(receivers({ protocol: 'grpc', host: '*', port: 4317, tls: true }), 'shop'), null);
    expect(grpc.map(({ id }) => id)).not.toContain('curl');
    expect(code(grpc, 'collector')).not.toContain('insecure');
  });

  it('name the tenant in every header where the server separates tenants', () => {
    for (const snippet of snippets(receiverAddresses(fullAbout, 'shop'), 'team-a')) {
      const text = snippet.steps.map((step) => step.code).join('\n');
      expect(text).toMatch(/X-Scope-OrgID(=team-a|: "team-a"|: team-a)/);
    }
  });
});
