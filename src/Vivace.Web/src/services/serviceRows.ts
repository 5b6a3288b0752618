import { errorShare, type Graph, type GraphNode } from '../graph/Graph';
import { typeNames } from '../graph/graphWords';
import { formatCsv } from '../trace/download/csv';

/** A node with what its edges say, as the table shows and exports it. */
export interface ServiceRow {
  readonly node: GraphNode;
  readonly perSecond: number;
  readonly errorShare: number;
  readonly callers: number;
  readonly callees: number;
}

export const serviceColumns = ['name', 'type', 'namespace', 'requests', 'errors', 'p50', 'p95', 'p99', 'callers', 'callees'] as const;
export type ServiceColumn = (typeof serviceColumns)[number];

export interface ServiceOrder {
  readonly column: ServiceColumn;
  readonly ascending: boolean;
}

export function serviceRows(graph: Graph): ServiceRow[] {
  const [callers, callees] = [new Map<string, Set<string>>(), new Map<string, Set<string>>()];
  const add = (map: Map<string, Set<string>>, key: string, other: string) => map.set(key, (map.get(key) ?? new Set()).add(other));
  for (const { from, to } of graph.edges) {
    add(callees, from, to);
    add(callers, to, from);
  }
  return graph.nodes.map((node) => ({
    node,
    perSecond: node.requests / graph.seconds,
    errorShare: errorShare(node),
    callers: callers.get(node.key)?.size ?? 0,
    callees: callees.get(node.key)?.size ?? 0,
  }));
}

/** `p95` is largest first, `p95.asc` smallest first; whatever else is the usual order. */
export function parseServiceOrder(written: string): ServiceOrder {
  const ascending = written.endsWith('.asc');
  const name = ascending ? written.slice(0, -4) : written;
  const column = serviceColumns.find((known) => known === name);
  return column === undefined ? { column: 'requests', ascending: false } : { column, ascending };
}

export function formatServiceOrder({ column, ascending }: ServiceOrder): string {
  return ascending ? `${column}.asc` : column;
}

/** In the given order, equal rows by name; rows without a value come last either way. */
export function sortServices(rows: readonly ServiceRow[], { column, ascending }: ServiceOrder): ServiceRow[] {
  const sign = ascending ? 1 : -1;
  return [...rows].sort((a, b) => {
    const [x, y] = [valueOf(a, column), valueOf(b, column)];
    const [none, other] = [isNone(x), isNone(y)];
    if (none || other) return none === other ? byName(a, b) : none ? 1 : -1;
    if (typeof x === 'string' && typeof y === 'string') return x.localeCompare(y) * sign || byName(a, b);
    return (Number(x) - Number(y)) * sign || byName(a, b);
  });
}

/** Rows whose name, namespace or system has the text in it. */
export function findServices(rows: readonly ServiceRow[], text: string): ServiceRow[] {
  const wanted = text.trim();
  return wanted === '' ? [...rows] : rows.filter(({ node }) => hasText(node, wanted));
}

/** Whether a node's name, namespace or system has the text in it, in any case. */
export function hasText(node: GraphNode, text: string): boolean {
  return `${node.name} ${node.namespace ?? ''} ${node.system ?? ''}`.toLowerCase().includes(text.toLowerCase());
}

/** All rows with plain numbers: rates per second, durations in milliseconds. A partial answer says so in its last line. */
export function servicesCsv(rows: readonly ServiceRow[], partial: string | null): string {
  const milliseconds = (nanoseconds: number) => (Number.isNaN(nanoseconds) ? null : nanoseconds / 1e6);
  const lines = rows.map(({ node, perSecond, callers, callees }) => [
    node.name, node.type, node.namespace, node.system, node.requests, perSecond, node.errors,
    milliseconds(node.latency.p50), milliseconds(node.latency.p95), milliseconds(node.latency.p99), callers, callees,
  ]);
  const header = ['name', 'type', 'namespace', 'system', 'requests', 'requests_per_second', 'errors', 'p50_ms', 'p95_ms', 'p99_ms', 'callers', 'callees'];
  return formatCsv(header, lines) + (partial === null ? '' : `# partial: ${partial}\r\n`);
}

/** Nodes and calls as they were counted. */
export function servicesJson(graph: Graph, rows: readonly ServiceRow[], partial: string | null): string {
  const shown = new Set(rows.map(({ node }) => node.key));
  const number = (value: number) => (Number.isNaN(value) ? null : value);
  const latency = ({ p50, p95, p99 }: GraphNode['latency']) => ({ p50Nanos: number(p50), p95Nanos: number(p95), p99Nanos: number(p99) });
  return JSON.stringify(
    {
      seconds: graph.seconds,
      partial,
      nodes: rows.map(({ node: { latency: times, ...node } }) => ({ ...node, ...latency(times) })),
      edges: graph.edges
        .filter(({ from, to }) => shown.has(from) || shown.has(to))
        .map(({ from, to, type, requests, errors, client, server }) => ({ from, to, type, requests, errors, client: latency(client), server: latency(server) })),
    },
    null,
    2,
  );
}

function valueOf({ node, perSecond, errorShare, callers, callees }: ServiceRow, column: ServiceColumn): string | number {
  switch (column) {
    case 'name':
      return node.name;
    case 'type':
      return node.system ?? typeNames[node.type];
    case 'namespace':
      return node.namespace ?? '';
    case 'requests':
      return perSecond;
    case 'errors':
      return errorShare;
    case 'callers':
      return callers;
    case 'callees':
      return callees;
    default:
      return node.latency[column];
  }
}

function isNone(value: string | number): boolean {
  return value === '' || Number.isNaN(value);
}

function byName(a: ServiceRow, b: ServiceRow): number {
  return a.node.key < b.node.key ? -1 : a.node.key > b.node.key ? 1 : 0;
}
