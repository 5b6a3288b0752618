import type { FlameTree } from './FlameTree';

/** From a mask of rows to one of nodes: a node is in it when one of its spans is. `null` stays `null`. */
export function nodeMask(tree: FlameTree, rows: Uint8Array | null): Uint8Array | null {
  if (rows === null) return null;
  const nodes = new Uint8Array(tree.nodeCount);
  for (let row = 0; row < rows.length; row++) if (rows[row] === 1) nodes[tree.nodeOfRow[row]!] = 1;
  return nodes;
}
