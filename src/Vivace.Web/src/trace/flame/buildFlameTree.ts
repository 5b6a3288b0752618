import { StatusCode } from '../model/SpanFlag';
import type { TraceModel } from '../model/TraceModel';
import type { FlameTree } from './FlameTree';

/** One node per span, in the order of the model. */
export function buildFlameTree(model: TraceModel): FlameTree {
  const { rowCount, parent, depth, duration, self, status } = model;
  const spans = new Uint32Array(rowCount).fill(1);
  const errors = new Uint32Array(rowCount);
  const row = new Int32Array(rowCount);
  let maximumDepth = 0;
  for (let index = 0; index < rowCount; index++) {
    row[index] = index;
    if (status[index] === StatusCode.error) errors[index] = 1;
    if (depth[index]! > maximumDepth) maximumDepth = depth[index]!;
  }
  return {
    nodeCount: rowCount,
    parent,
    depth,
    subtreeEnd: model.subtreeEnd,
    duration,
    self,
    spans,
    errors,
    row,
    nodeOfRow: row,
    maximumDepth,
  };
}

/** One node for all spans with the same services and names from the root down to them; times are summed. */
export function buildMergedFlameTree(model: TraceModel): FlameTree {
  const { rowCount } = model;
  const merged = mergeRows(model);
  const order = depthFirstOrder(merged);
  const nodeCount = order.length;

  const position = new Int32Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) position[order[node]!] = node;

  const tree = {
    nodeCount,
    parent: new Int32Array(nodeCount),
    depth: new Uint16Array(nodeCount),
    subtreeEnd: new Int32Array(nodeCount),
    duration: new Float64Array(nodeCount),
    self: new Float64Array(nodeCount),
    spans: new Uint32Array(nodeCount),
    errors: new Uint32Array(nodeCount),
    row: new Int32Array(nodeCount).fill(-1),
    nodeOfRow: new Int32Array(rowCount),
    maximumDepth: 0,
  };
  for (let node = 0; node < nodeCount; node++) {
    const parent = merged.parent[order[node]!]!;
    tree.parent[node] = parent < 0 ? -1 : position[parent]!;
    tree.depth[node] = parent < 0 ? 0 : tree.depth[tree.parent[node]!]! + 1;
    tree.maximumDepth = Math.max(tree.maximumDepth, tree.depth[node]!);
  }
  for (let node = nodeCount - 1; node >= 0; node--) {
    if (tree.subtreeEnd[node] === 0) tree.subtreeEnd[node] = node + 1;
    const parent = tree.parent[node]!;
    if (parent >= 0) tree.subtreeEnd[parent] = Math.max(tree.subtreeEnd[parent]!, tree.subtreeEnd[node]!);
  }
  for (let row = 0; row < rowCount; row++) {
    const node = position[merged.nodeOfRow[row]!]!;
    tree.nodeOfRow[row] = node;
    tree.duration[node]! += model.duration[row]!;
    tree.self[node]! += model.self[row]!;
    tree.spans[node]!++;
    if (model.status[row] === StatusCode.error) tree.errors[node]!++;
    if (tree.row[node]! < 0 || model.duration[row]! > model.duration[tree.row[node]!]!) tree.row[node] = row;
  }
  return tree;
}

interface MergedNodes {
  /** In order of first appearance: parents before children, but not depth-first. */
  readonly parent: readonly number[];
  readonly nodeOfRow: Int32Array;
}

function mergeRows(model: TraceModel): MergedNodes {
  const parent: number[] = [];
  const nodeOfRow = new Int32Array(model.rowCount);
  const services = model.services.length;
  const names = model.names.length;
  // A number names a child of a node exactly: nodes × services × names stays far below 2^53.
  const nodes = new Map<number, number>();
  for (let row = 0; row < model.rowCount; row++) {
    const parentRow = model.parent[row]!;
    const parentNode = parentRow < 0 ? -1 : nodeOfRow[parentRow]!;
    const key = ((parentNode + 1) * services + model.service[row]!) * names + model.name[row]!;
    let node = nodes.get(key);
    if (node === undefined) {
      node = parent.length;
      nodes.set(key, node);
      parent.push(parentNode);
    }
    nodeOfRow[row] = node;
  }
  return { parent, nodeOfRow };
}

function depthFirstOrder({ parent }: MergedNodes): Int32Array {
  const firstChild = new Int32Array(parent.length).fill(-1);
  const nextSibling = new Int32Array(parent.length).fill(-1);
  let firstRoot = -1;
  for (let node = parent.length - 1; node >= 0; node--) {
    const above = parent[node]!;
    if (above < 0) {
      nextSibling[node] = firstRoot;
      firstRoot = node;
    } else {
      nextSibling[node] = firstChild[above]!;
      firstChild[above] = node;
    }
  }
  const order = new Int32Array(parent.length);
  let written = 0;
  let node = firstRoot;
  while (node >= 0) {
    order[written++] = node;
    if (firstChild[node]! >= 0) {
      node = firstChild[node]!;
      continue;
    }
    while (node >= 0 && nextSibling[node]! < 0) node = parent[node]!;
    if (node >= 0) node = nextSibling[node]!;
  }
  return order;
}
