import { edgeKey, nodeKey, type Graph, type GraphEdge, type GraphNode, type Latency, type NodeType } from '../../graph/Graph';
import { stringAttribute } from '../details/attributes/attributeText';
import type { SpanDetails } from '../model/SpanDetails';
import { SpanKind } from '../model/SpanFlag';
import type { TraceModel } from '../model/TraceModel';

/** Who a call without a span on the other side went to. */
export interface Peer {
  readonly type: NodeType;
  readonly name: string;
  readonly system: string | null;
}

/** Calls of client spans that have no child: their attributes say who was called. */
export function leafCalls(model: TraceModel, most: number): number[] {
  const rows: number[] = [];
  for (let row = 0; row < model.rowCount && rows.length < most; row++) {
    const kind = model.kind[row];
    if ((kind === SpanKind.client || kind === SpanKind.producer) && model.childCount[row] === 0) rows.push(row);
  }
  return rows;
}

/** By the same attributes as the server's graph of many traces. */
export function peerOf({ attributes }: Pick<SpanDetails, 'attributes'>): Peer | null {
  const of = (...keys: readonly string[]) => stringAttribute(attributes, ...keys);
  const database = of('db.namespace', 'db.name', 'db.system', 'db.system.name');
  if (database !== undefined) {
    const system = of('db.system', 'db.system.name') ?? null;
    return { type: 'database', name: of('peer.service', 'server.address', 'network.peer.address') ?? database, system };
  }
  const peer = of('peer.service');
  if (peer !== undefined) return { type: 'external', name: peer, system: null };
  const queue = of('messaging.destination.name', 'messaging.system');
  if (queue !== undefined) return { type: 'messaging', name: queue, system: of('messaging.system') ?? null };
  const address = of('server.address', 'net.peer.name', 'network.peer.address');
  return address === undefined ? null : { type: 'external', name: address, system: null };
}

interface Calls {
  from: string;
  to: string;
  type: string;
  errors: number;
  client: number[];
  server: number[];
}

/**
 * The services of one trace and what they call: a step from a span to a child of another service, and calls to peers without
 * spans. A node's numbers are those of the spans through which it was entered.
 */
export function traceGraph(model: TraceModel, peers: ReadonlyMap<number, Peer>): Graph {
  const calls = new Map<string, Calls>();
  const entered = new Map<string, { durations: number[]; errors: number }>();
  const types = new Map<string, { type: NodeType; name: string; system: string | null }>();
  const serviceKey = (row: number) => {
    const name = model.serviceName(row);
    const key = nodeKey('service', name, null);
    if (!types.has(key)) types.set(key, { type: 'service', name, system: null });
    return key;
  };
  const enter = (key: string, duration: number, failed: boolean) => {
    const numbers = entered.get(key) ?? { durations: [], errors: 0 };
    numbers.durations.push(duration);
    if (failed) numbers.errors++;
    entered.set(key, numbers);
  };
  const call = (from: string, to: string, type: string, client: number, server: number, failed: boolean) => {
    const key = edgeKey(from, to, type);
    const known = calls.get(key) ?? { from, to, type, errors: 0, client: [], server: [] };
    known.client.push(client);
    known.server.push(server);
    if (failed) known.errors++;
    calls.set(key, known);
  };

  for (let row = 0; row < model.rowCount; row++) {
    const key = serviceKey(row);
    const parent = model.parent[row]!;
    const isEntry = parent < 0 || model.service[parent] !== model.service[row];
    if (isEntry) enter(key, model.duration[row]!, model.isError(row));
    if (isEntry && parent >= 0) {
      const type = model.kind[row] === SpanKind.consumer ? 'messaging_system' : '';
      call(serviceKey(parent), key, type, model.duration[parent]!, model.duration[row]!, model.isError(row) || model.isError(parent));
    }
    const peer = peers.get(row);
    if (peer === undefined) continue;
    const peerKey = nodeKey(peer.type, peer.name, null);
    types.set(peerKey, peer);
    enter(peerKey, model.duration[row]!, model.isError(row));
    call(key, peerKey, peer.type === 'database' ? 'database' : peer.type === 'messaging' ? 'messaging_system' : 'virtual_node', model.duration[row]!, model.duration[row]!, model.isError(row));
  }

  return {
    seconds: 1,
    nodes: [...types].map(([key, { type, name, system }]): GraphNode => {
      const numbers = entered.get(key) ?? { durations: [], errors: 0 };
      return { key, name, type, system, namespace: null, requests: numbers.durations.length, errors: numbers.errors, latency: latencyOf(numbers.durations) };
    }),
    edges: [...calls].map(
      ([key, { from, to, type, errors, client, server }]): GraphEdge => ({ key, from, to, type, requests: client.length, errors, client: latencyOf(client), server: latencyOf(server) }),
    ),
  };
}

/** Nearest rank. */
function latencyOf(durations: number[]): Latency {
  const sorted = Float64Array.from(durations).sort();
  const at = (share: number) => (sorted.length === 0 ? Number.NaN : sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}
