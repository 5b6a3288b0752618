import { asArray, asNumber, asRecord, asText } from '../../explore/json';
import { fullTraceId } from '../../explore/results/traceResult';
import { quote } from '../../traceql/literals';

/** Spans of many traces that stand at the same place: same service, name and kind, below the same parents. */
export interface StructureNode {
  /** Its place in the tree: indexes from the roots down, `0.2.1`. */
  readonly id: string;
  readonly service: string;
  readonly name: string;
  readonly kind: string;
  readonly count: number;
  readonly errors: number;
  readonly durationNanoseconds: number;
  readonly selfNanoseconds: number;
  readonly p95Nanoseconds: number;
  readonly exampleTraceIds: readonly string[];
  readonly children: readonly StructureNode[];
}

export interface StructureAnswer {
  readonly traces: number;
  readonly partial: string | undefined;
  readonly roots: readonly StructureNode[];
}

export type Cause = 'errors' | 'latency';

/** Reads the answer of `/api/vivace/structure`. */
export function readStructure(json: unknown): StructureAnswer {
  const answer = asRecord(json);
  const message = asText(answer.message);
  return {
    traces: asNumber(answer.traces),
    partial: answer.partial === true ? message ?? 'Not all matching traces are in the tree.' : message,
    roots: asArray(answer.roots).map((root, i) => readNode(root, String(i))),
  };
}

function readNode(json: unknown, id: string): StructureNode {
  const node = asRecord(json);
  return {
    id,
    service: asText(node.service) ?? '',
    name: asText(node.name) ?? '',
    kind: asText(node.kind) ?? '',
    count: asNumber(node.count),
    errors: asNumber(node.errors),
    durationNanoseconds: asNumber(node.durationNanos),
    selfNanoseconds: asNumber(node.selfNanos),
    p95Nanoseconds: asNumber(node.p95Nanos),
    exampleTraceIds: asArray(node.exampleTraceIds).flatMap((one) => (typeof one === 'string' ? [fullTraceId(one)] : [])),
    children: asArray(node.children).map((child, i) => readNode(child, `${id}.${i}`)),
  };
}

/** A node as a line of the tree. */
export interface StructureRow {
  readonly node: StructureNode;
  readonly parent: StructureNode | undefined;
  /** From 1. */
  readonly level: number;
  readonly isOpen: boolean;
}

/** The lines that are seen when the given nodes are open. */
export function visibleRows(roots: readonly StructureNode[], open: ReadonlySet<string>): StructureRow[] {
  const rows: StructureRow[] = [];
  const visit = (node: StructureNode, parent: StructureNode | undefined, level: number) => {
    const isOpen = open.has(node.id);
    rows.push({ node, parent, level, isOpen });
    if (isOpen) for (const child of node.children) visit(child, node, level + 1);
  };
  for (const root of roots) visit(root, undefined, 1);
  return rows;
}

/** Less than this share of the time of all traces is not opened by itself. */
const telling = 0.1;

/** The nodes on the way to the cause: to all errors, or to where much of the time goes. */
export function openAtFirst(roots: readonly StructureNode[], cause: Cause): Set<string> {
  const total = totalOf(roots);
  const open = new Set<string>();
  const visit = (node: StructureNode) => {
    const wanted = node.children.filter((child) => (cause === 'errors' ? child.errors > 0 : child.durationNanoseconds / total >= telling));
    if (wanted.length > 0) open.add(node.id);
    for (const child of wanted) visit(child);
  };
  for (const root of roots) {
    open.add(root.id);
    visit(root);
  }
  return open;
}

/** The time of all traces together; at least 1, so that shares can be taken. */
export function totalOf(roots: readonly StructureNode[]): number {
  return Math.max(1, roots.reduce((sum, { durationNanoseconds }) => sum + durationNanoseconds, 0));
}

/** The nodes that look like the cause: where errors come from no deeper, or the one with the most time of its own. */
export function causesOf(roots: readonly StructureNode[], cause: Cause): ReadonlySet<string> {
  const nodes: StructureNode[] = [];
  const visit = (node: StructureNode) => {
    nodes.push(node);
    node.children.forEach(visit);
  };
  roots.forEach(visit);
  if (cause === 'errors') {
    const sources = nodes.filter(({ errors, children }) => errors > 0 && children.every((child) => child.errors === 0));
    const most = Math.max(0, ...sources.map(({ errors }) => errors));
    // A stray error is no root cause beside a hundred others.
    return new Set(sources.filter(({ errors }) => errors >= most / 10).map(({ id }) => id));
  }
  const slowest = nodes.reduce<StructureNode | undefined>((best, node) => (best === undefined || node.selfNanoseconds > best.selfNanoseconds ? node : best), undefined);
  return new Set(slowest === undefined || slowest.selfNanoseconds === 0 ? [] : [slowest.id]);
}

/** The query that finds the spans of a node below its parent, in traces of the view. */
export function structuralQuery(view: string, node: StructureNode, parent: StructureNode | undefined, cause: Cause): string {
  const spans = (one: StructureNode, more: string) => `{ resource.service.name = ${quote(one.service)} && name = ${quote(one.name)}${more} }`;
  const child = spans(node, cause === 'errors' && node.errors > 0 ? ' && status = error' : '');
  const structure = parent === undefined ? child : `${spans(parent, '')} > ${child}`;
  return /^\{\s*\}$/.test(view) ? structure : `${view} && (${structure})`;
}
