import { SpanFlag } from '../trace/model/SpanFlag';
import type { TraceData } from '../trace/model/TraceData';
import type { TraceModel } from '../trace/model/TraceModel';

/** The window of a trace that the server would answer: `root`, `offset`, `limit` as in docs/http-api.md. */
export function windowOf(model: TraceModel, parameters: URLSearchParams): TraceData {
  const limit = Number(parameters.get('limit') ?? 200_000);
  const offset = Number(parameters.get('offset') ?? 0);
  const rootId = parameters.get('root');
  const root = rootId === null ? -1 : model.rowOfSpan(rootId);
  if (root < 0 && offset === 0 && model.rowCount <= limit) return model;

  const [from, to] = root < 0 ? [0, model.rowCount] : [root + 1, model.subtreeEnd[root]!];
  const rootDepth = root < 0 ? -1 : model.depth[root]!;
  const siblings = root < 0 ? Array.from(model.roots) : model.children(root);
  const room = limit - (root < 0 ? 0 : 1);
  const taken = new Set(siblings.slice(offset, offset + room));
  const perLevel: number[] = [];
  const eachTaken = (visit: (row: number, level: number) => void) => {
    let inside = false;
    for (let row = from; row < to; row++) {
      const level = model.depth[row]! - rootDepth;
      if (level === 1) inside = taken.has(row);
      if (inside) visit(row, level);
    }
  };
  eachTaken((_, level) => (perLevel[level] = (perLevel[level] ?? 0) + 1));
  let levels = 0;
  for (let rows = 0; levels + 1 < perLevel.length && rows + perLevel[levels + 1]! <= room; ) rows += perLevel[++levels]!;

  const rows: number[] = root < 0 ? [] : [root];
  eachTaken((row, level) => {
    if (level <= levels) rows.push(row);
  });
  return pick(model, rows, { root: rootId, depth: levels, offset, limit, total: siblings.length });
}

function pick(model: TraceModel, rows: readonly number[], window: TraceData['window']): TraceData {
  const place = new Map(rows.map((row, at) => [row, at]));
  const column = <T extends Float64Array | Uint32Array | Uint16Array | Uint8Array>(from: T, into: T): T => {
    for (let at = 0; at < rows.length; at++) into[at] = from[rows[at]!]!;
    return into;
  };
  const count = rows.length;
  const parent = Int32Array.from(rows, (row) => place.get(model.parent[row]!) ?? -1);
  const shown = new Uint32Array(count);
  for (const above of parent) if (above >= 0) shown[above]!++;
  const flags = column(model.flags, new Uint8Array(count));
  for (let at = 0; at < count; at++) if (shown[at]! < model.childCount[rows[at]!]!) flags[at]! |= SpanFlag.moreChildren;
  const spanIds = new Uint8Array(count * 8);
  rows.forEach((row, at) => spanIds.set(model.spanIds.subarray(row * 8, row * 8 + 8), at * 8));
  const events = Array.from(model.eventRow.keys()).filter((event) => place.has(model.eventRow[event]!));
  return {
    traceId: model.traceId,
    startUnixNano: model.startUnixNano,
    durationNano: model.durationNano,
    rowCount: count,
    totalSpans: model.totalSpans,
    rootService: model.rootService,
    rootName: model.rootName,
    services: model.services,
    names: model.names,
    spanIds,
    parent,
    start: column(model.start, new Float64Array(count)),
    duration: column(model.duration, new Float64Array(count)),
    self: column(model.self, new Float64Array(count)),
    service: column(model.service, new Uint32Array(count)),
    name: column(model.name, new Uint32Array(count)),
    kind: column(model.kind, new Uint8Array(count)),
    status: column(model.status, new Uint8Array(count)),
    flags,
    depth: column(model.depth, new Uint16Array(count)),
    childCount: column(model.childCount, new Uint32Array(count)),
    descendants: column(model.descendants, new Uint32Array(count)),
    eventRow: Uint32Array.from(events, (event) => place.get(model.eventRow[event]!)!),
    eventOffset: Float64Array.from(events, (event) => model.eventOffset[event]!),
    eventFlags: Uint8Array.from(events, (event) => model.eventFlags[event]!),
    notices: model.notices,
    window,
  };
}
