import { getJson } from '../api/client';
import { asArray, asNumber, asRecord, asText, type Json } from '../explore/json';
import type { TrafficUnit } from '../graph/graphWords';
import type { ServicesState } from '../url/servicesRoute';
import { edgeKey, nodeKey, nodeTypes, type Graph, type GraphEdge, type GraphNode, type Latency, type NodeType } from '../graph/Graph';

/** Sides of calls without their counterpart, which therefore make no edge. */
export interface UnmatchedSpans {
  readonly side: 'client' | 'server';
  /** A word of the server, such as `internal-between`; missing/causes.ts knows what they mean. */
  readonly cause: string;
  /** Empty when the spans name none. */
  readonly service: string;
  /** Where the spans say that they went; null when they do not say. */
  readonly peer: string | null;
  readonly count: number;
  readonly exampleTraceId: string;
  readonly exampleSpanId: string;
}

/** What `/api/vivace/service-graph` answers. */
export interface ServiceGraph extends Graph {
  readonly unmatched: readonly UnmatchedSpans[];
  readonly inspectedSpans: number;
  /** How many traces it is of; null when it is of every call that matches. */
  readonly traces: number | null;
  /** Why it is not everything; null when it is. */
  readonly partial: string | null;
}

export interface ServiceGraphRequest {
  readonly query: string;
  /** How many traces the query is to find, all of whose calls count; 0 to count every call that matches. */
  readonly traces: number;
  /** Which of the traces come first. */
  readonly first: ServicesState['first'];
  /** Attribute of resources by which services are grouped; empty for none. */
  readonly group: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

export async function fetchServiceGraph({ query, traces, first, group, startSeconds, endSeconds }: ServiceGraphRequest, signal: AbortSignal): Promise<ServiceGraph> {
  const [sort, order] = first.split('.');
  const search = traces === 0 ? {} : { traces, sort, order: order ?? 'desc' };
  const asked = { q: query.trim() || undefined, ...search, group: group || undefined, start: startSeconds, end: endSeconds };
  return readServiceGraph(await getJson<unknown>('/api/vivace/service-graph', { query: asked, signal }));
}

/** Calls over time are told as a rate; those of some traces are counted. */
export function unitOf({ traces }: Pick<ServiceGraph, 'traces'>): TrafficUnit {
  return traces === null ? 'rate' : 'count';
}

/** Reads the answer; ids, which are only good for one answer, become keys that stay the same. */
export function readServiceGraph(json: unknown): ServiceGraph {
  const answer = asRecord(json);
  const keys = new Map<number, string>();
  const nodes = asArray(answer.nodes).map(asRecord).map((node, index) => {
    const read = readNode(node);
    keys.set(node.id === undefined ? index : asNumber(node.id), read.key);
    return read;
  });
  const edges = asArray(answer.edges).map(asRecord).flatMap((edge): GraphEdge[] => {
    const [from, to] = [keys.get(asNumber(edge.client)), keys.get(asNumber(edge.server))];
    if (from === undefined || to === undefined) return [];
    const type = asText(edge.type) ?? '';
    return [
      {
        key: edgeKey(from, to, type),
        from,
        to,
        type,
        requests: asNumber(edge.requests),
        errors: asNumber(edge.errors),
        client: readLatency(edge, 'client'),
        server: readLatency(edge, 'server'),
      },
    ];
  });
  const message = asText(answer.message) ?? '';
  return {
    nodes,
    edges,
    seconds: Math.max(1, asNumber(answer.seconds)),
    unmatched: asArray(answer.unmatched).map(asRecord).map(readUnmatched),
    inspectedSpans: asNumber(answer.inspectedSpans),
    traces: typeof answer.traces === 'number' ? answer.traces : null,
    partial: answer.partial === true || message !== '' ? message || 'parts of the range could not be read' : null,
  };
}

function readNode(node: Json): GraphNode {
  const type: NodeType = nodeTypes.find((known) => known === node.type) ?? 'service';
  const name = asText(node.name) ?? '';
  const namespace = asText(node.namespace) || null;
  return {
    key: nodeKey(type, name, namespace),
    name,
    type,
    namespace,
    system: asText(node.system) || null,
    group: asText(node.group) || null,
    requests: asNumber(node.requests),
    errors: asNumber(node.errors),
    latency: readLatency(node, ''),
  };
}

/** A quantile of nothing is written as 0 or left out. */
function readLatency(json: Json, side: '' | 'client' | 'server'): Latency {
  const read = (quantile: string) => {
    const value = asNumber(json[`${side}${side === '' ? quantile.toLowerCase() : quantile}Nanos`]);
    return value > 0 ? value : Number.NaN;
  };
  return { p50: read('P50'), p95: read('P95'), p99: read('P99') };
}

function readUnmatched(json: Json): UnmatchedSpans {
  return {
    side: json.side === 'server' ? 'server' : 'client',
    cause: asText(json.cause) ?? '',
    service: asText(json.service) ?? '',
    peer: asText(json.peer) || null,
    count: asNumber(json.count),
    exampleTraceId: asText(json.exampleTraceId) ?? '',
    exampleSpanId: asText(json.exampleSpanId) ?? '',
  };
}
