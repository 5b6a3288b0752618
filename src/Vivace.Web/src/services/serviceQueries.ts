import type { GraphEdge, GraphNode } from '../graph/Graph';
import { splitQuery } from '../explore/query/pipeline';
import { narrowFilter } from '../trace/details/attributes/attributeQuery';
import { quote } from '../traceql/literals';
import type { ServicesState } from '../url/servicesRoute';

/**
 * The TraceQL of what the graph shows. A peer without spans of its own is found by the attributes that its name was taken from
 * (docs/http-api.md, "Service graph").
 */

type Named = Pick<GraphNode, 'name' | 'type' | 'namespace'>;

/** The condition for spans of a node: its own, or those of its callers where it has none. */
export function nodeCondition(node: Named): string {
  switch (node.type) {
    case 'service':
      return serviceCondition(node);
    case 'user':
      return 'nestedSetParent < 0 && kind = server';
    default:
      return peerCondition(node);
  }
}

/** All spans of a node that the page's filter allows. */
export function nodeQuery(node: Named, filter: string): string {
  return narrow(filter, nodeCondition(node));
}

/** What a node was asked: its server and consumer spans; for what serves nothing, and for peers, everything known of it. */
export function requestsQuery(node: Named & Pick<GraphNode, 'requests'>, isServing: boolean, filter: string): string {
  const condition = node.type === 'service' && isServing ? `${nodeCondition(node)} && (kind = server || kind = consumer)` : nodeCondition(node);
  return narrow(filter, condition);
}

/** The pairs of spans behind an edge. With a filter, those of which either side matches it, as the graph counts. */
export function edgeQuery(from: Named, to: Named, filter: string): string {
  if (to.type !== 'service') return narrow(filter, `${nodeCondition(from)} && ${clientSide(to)}`);
  if (from.type === 'user') return narrow(filter, `${nodeCondition(to)} && kind = server && nestedSetParent < 0`);
  if (from.type !== 'service') return narrow(filter, `${nodeCondition(to)} && ${serverSide(from)}`);
  const [client, server] = [`{ ${nodeCondition(from)} }`, `{ ${nodeCondition(to)} }`];
  if (isEverything(filter)) return `${client} > ${server}`;
  return `(${narrow(filter, nodeCondition(from))} > ${server}) || (${client} > ${narrow(filter, nodeCondition(to))})`;
}

/** The pairs of spans behind an edge of the page's graph: with the filter, or of traces that it finds. */
export function callsQuery(from: Named, to: Named, { q, traces }: Pick<ServicesState, 'q' | 'traces'>): string {
  return traces === 0 ? edgeQuery(from, to, q) : tracesWith(q, edgeQuery(from, to, ''));
}

/** Traces that match a filter somewhere and have spans that match the query. */
export function tracesWith(filter: string, query: string): string {
  return isEverything(filter) ? query : `(${splitQuery(filter).stages.join(' | ')}) && (${query})`;
}

/** The latency at the shown quantile as the lower bound of "slow". */
export function slowQuery(query: string, nanoseconds: number): string {
  const microseconds = Math.max(1, Math.round(nanoseconds / 1_000));
  return narrowFilter(query, `duration >= ${microseconds % 1_000 === 0 ? `${microseconds / 1_000}ms` : `${microseconds}us`}`);
}

export function errorsQuery(query: string): string {
  return narrowFilter(query, 'status = error');
}

/** Structural queries of an edge hold for its key in the URL, too. */
export function edgeOf(edge: GraphEdge, nodes: ReadonlyMap<string, GraphNode>): readonly [GraphNode, GraphNode] | null {
  const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)];
  return from === undefined || to === undefined ? null : [from, to];
}

function isEverything(filter: string): boolean {
  return /^(\{\s*(true)?\s*\})?$/.test(filter.trim());
}

function narrow(filter: string, condition: string): string {
  return isEverything(filter) ? `{ ${condition} }` : narrowFilter(filter, condition);
}

function serviceCondition({ name, namespace }: Named): string {
  const service = `resource.service.name = ${quote(name)}`;
  return namespace === null ? service : `${service} && resource.service.namespace = ${quote(namespace)}`;
}

function clientSide(peer: Named): string {
  return peerCondition(peer);
}

function serverSide(peer: Named): string {
  const attributes = peer.type === 'messaging' ? ['messaging.destination.name', 'messaging.system'] : ['peer.service', 'db.name', 'db.system'];
  return `(kind = server || kind = consumer) && ${anyOf(attributes, peer.name)}`;
}

function peerCondition({ name, type }: Named): string {
  if (type === 'messaging') return `(kind = client || kind = producer) && ${anyOf(['messaging.destination.name', 'messaging.system'], name)}`;
  if (type === 'external') return `(kind = client || kind = producer) && ${anyOf(['peer.service', 'db.name', 'db.system', 'db.system.name'], name)}`;
  const conditions = ['peer.service', 'server.address', 'db.namespace', 'db.name', 'db.system', 'db.system.name', 'network.peer.address'].map(
    (attribute) => `span.${attribute} = ${quote(name)}`,
  );
  const endpoint = /^(.+):(\d+)$/.exec(name);
  // The port may have been sent as a number or as text; the address says nearly everything.
  if (endpoint !== null) conditions.push(`span.network.peer.address = ${quote(endpoint[1]!)}`);
  return `kind = client && (${conditions.join(' || ')})`;
}

function anyOf(attributes: readonly string[], name: string): string {
  return `(${attributes.map((attribute) => `span.${attribute} = ${quote(name)}`).join(' || ')})`;
}
