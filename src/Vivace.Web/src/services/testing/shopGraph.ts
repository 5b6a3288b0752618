/** An answer of `/api/vivace/service-graph` as the server writes it: a small shop, two calls of which are not whole. */
export const shopGraphAnswer = {
  startUnixNano: '1700000000000000000',
  endUnixNano: '1700003600000000000',
  seconds: 3600,
  inspectedSpans: '52000',
  partial: false,
  message: null,
  nodes: [
    node(0, 'frontend', 'service', 7200, 72, 180, 'shop'),
    node(1, 'payments', 'service', 3600, 36, 160, 'shop'),
    node(2, 'orders-db', 'database', 14_400, 0, 4, null, 'postgresql'),
    node(3, 'receipts', 'messaging', 360, 0, 9, null, 'kafka'),
    node(4, 'mailer', 'service', 360, 0, 90, null),
    node(5, 'user', 'user', 0, 0, 0, null),
  ],
  edges: [
    edge(5, 0, 'virtual_node', 7200, 72, 190),
    edge(0, 1, '', 3600, 36, 170),
    edge(1, 2, 'database', 14_400, 0, 4),
    edge(1, 3, 'messaging_system', 360, 0, 9),
    edge(3, 4, 'messaging_system', 360, 0, 90),
  ],
  unmatched: [
    unmatched('client', 'no-server-span', 'frontend', null, 40, 'aa'),
    unmatched('server', 'client-already-matched', 'payments', 'frontend', 90, 'bb'),
    unmatched('server', 'internal-between', 'stock', 'frontend', 12, 'cc'),
    unmatched('client', 'no-server-span', 'mailer', 'smtp.example', 50, 'dd'),
  ],
};

function node(id: number, name: string, type: string, requests: number, errors: number, milliseconds: number, namespace: string | null, system: string | null = null) {
  return { id, name, type, namespace, system, requests, errors, p50Nanos: milliseconds * 4e5, p95Nanos: milliseconds * 1e6, p99Nanos: milliseconds * 2e6 };
}

function edge(client: number, server: number, type: string, requests: number, errors: number, milliseconds: number) {
  const [clientNanos, serverNanos] = [milliseconds * 1e6, milliseconds * 9e5];
  return {
    client, server, type, requests, errors,
    clientP50Nanos: clientNanos / 2, clientP95Nanos: clientNanos, clientP99Nanos: clientNanos * 2,
    serverP50Nanos: serverNanos / 2, serverP95Nanos: serverNanos, serverP99Nanos: serverNanos * 2,
  };
}

function unmatched(side: string, cause: string, service: string, peer: string | null, count: number, id: string) {
  return { side, cause, service, peer, count, exampleTraceId: id.repeat(16), exampleSpanId: id.repeat(8) };
}
