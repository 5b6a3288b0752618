/** What a node stands for. */
export const nodeTypes = ['service', 'database', 'messaging', 'external', 'user'] as const;
export type NodeType = (typeof nodeTypes)[number];

/** Something that serves or makes requests. */
export interface GraphNode {
  /** The same in every answer, so that selection, place and pins survive a refresh. */
  readonly key: string;
  readonly name: string;
  readonly type: NodeType;
  /** `postgresql`, `kafka`; null when nobody said. */
  readonly system: string | null;
  readonly namespace: string | null;
  /** Value of the attribute that was asked for; null where no span has it. */
  readonly group?: string | null;
  readonly requests: number;
  readonly errors: number;
  readonly latency: Latency;
}

/** Calls from one node to another. */
export interface GraphEdge {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  /** How the pair was found: empty for two spans of instrumented services. */
  readonly type: string;
  readonly requests: number;
  readonly errors: number;
  readonly client: Latency;
  readonly server: Latency;
}

/** Quantiles in nanoseconds; NaN where nothing was measured. */
export interface Latency {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Length of the range, for rates. */
  readonly seconds: number;
}

export const noLatency: Latency = { p50: Number.NaN, p95: Number.NaN, p99: Number.NaN };

/** From 0 to 1; 0 when nothing was asked. */
export function errorShare({ requests, errors }: { readonly requests: number; readonly errors: number }): number {
  return requests === 0 ? 0 : Math.min(1, errors / requests);
}

export function nodeKey(type: NodeType, name: string, namespace: string | null): string {
  return namespace === null || namespace === '' ? `${type}:${name}` : `${type}:${namespace}/${name}`;
}

export function edgeKey(from: string, to: string, type: string): string {
  return `${from} > ${to}${type === '' ? '' : ` (${type})`}`;
}
