import { SpanFlag } from './SpanFlag';
import type { TraceData } from './TraceData';
import type { TraceModel } from './TraceModel';

/**
 * Puts a window into a trace. For a row, `below` has the span itself first and then more of its children with what is
 * below them; for -1 it has more roots. They come after the children that are there, which began earlier.
 */
export function insertSubtree(model: TraceModel, row: number, below: TraceModel): TraceData {
  const skip = row < 0 ? 0 : 1;
  const added = below.rowCount - skip;
  const at = row < 0 ? model.rowCount : model.subtreeEnd[row]!;
  const count = model.rowCount + added;

  const services = mergeLists(model.services, below.services);
  const names = mergeLists(model.names, below.names);
  const levels = row < 0 ? 0 : model.depth[row]! - below.depth[0]!;
  const later = Number(below.startUnixNano - model.startUnixNano);

  const parent = join(new Int32Array(count), model.parent, below.parent, at, skip);
  for (let next = at; next < count; next++) {
    const old = parent[next]!;
    if (next < at + added) parent[next] = skip === 1 && old <= 0 ? row : old < 0 ? -1 : at + old - skip;
    else if (old >= at) parent[next] = old + added;
  }
  const start = join(new Float64Array(count), model.start, below.start, at, skip);
  const depth = join(new Uint16Array(count), model.depth, below.depth, at, skip);
  const service = join(new Uint32Array(count), model.service, below.service, at, skip);
  const name = join(new Uint32Array(count), model.name, below.name, at, skip);
  for (let next = at; next < at + added; next++) {
    start[next]! += later;
    depth[next]! += levels;
    service[next] = services.places[service[next]!]!;
    name[next] = names.places[name[next]!]!;
  }
  const flags = join(new Uint8Array(count), model.flags, below.flags, at, skip);
  if (row >= 0) {
    const loaded = model.children(row).length + below.children(0).length;
    // An answer without rows ends the asking, whatever the count said.
    const complete = added === 0 || loaded >= model.childCount[row]!;
    flags[row] = complete ? flags[row]! & ~SpanFlag.moreChildren : flags[row]! | SpanFlag.moreChildren;
  }

  const spanIds = new Uint8Array(count * 8);
  spanIds.set(model.spanIds.subarray(0, at * 8));
  spanIds.set(below.spanIds.subarray(skip * 8), at * 8);
  spanIds.set(model.spanIds.subarray(at * 8), (at + added) * 8);

  const window = windowAfter(model, row, added);
  return {
    traceId: model.traceId,
    startUnixNano: model.startUnixNano,
    durationNano: model.durationNano,
    rowCount: count,
    totalSpans: model.totalSpans,
    rootService: model.rootService,
    rootName: model.rootName,
    services: services.list,
    names: names.list,
    spanIds,
    parent,
    start,
    duration: join(new Float64Array(count), model.duration, below.duration, at, skip),
    self: join(new Float64Array(count), model.self, below.self, at, skip),
    service,
    name,
    kind: join(new Uint8Array(count), model.kind, below.kind, at, skip),
    status: join(new Uint8Array(count), model.status, below.status, at, skip),
    flags,
    depth,
    childCount: join(new Uint32Array(count), model.childCount, below.childCount, at, skip),
    descendants: join(new Uint32Array(count), model.descendants, below.descendants, at, skip),
    ...joinEvents(model, below, at, added, skip, later),
    notices: model.notices,
    window: count >= model.totalSpans ? null : window,
  };
}

function windowAfter(model: TraceModel, row: number, added: number) {
  if (model.window === null || row >= 0) return model.window;
  // No further roots came: what there is of them is all.
  return added === 0 ? { ...model.window, total: model.roots.length } : model.window;
}

function join<T extends Float64Array | Int32Array | Uint32Array | Uint16Array | Uint8Array>(
  into: T,
  old: T,
  below: T,
  at: number,
  skip: number,
): T {
  into.set(old.subarray(0, at));
  into.set(below.subarray(skip), at);
  into.set(old.subarray(at), at + below.length - skip);
  return into;
}

function mergeLists(list: readonly string[], more: readonly string[]): { list: string[]; places: Uint32Array } {
  const merged = [...list];
  const placeOf = new Map(merged.map((text, place) => [text, place]));
  const places = Uint32Array.from(more, (text) => {
    let place = placeOf.get(text);
    if (place === undefined) {
      place = merged.length;
      placeOf.set(text, place);
      merged.push(text);
    }
    return place;
  });
  return { list: merged, places };
}

function joinEvents(model: TraceModel, below: TraceModel, at: number, added: number, skip: number, later: number) {
  const before = firstEventFrom(model.eventRow, at);
  const skipped = firstEventFrom(below.eventRow, skip);
  const come = below.eventRow.length - skipped;
  const count = model.eventRow.length + come;
  const eventRow = join(new Uint32Array(count), model.eventRow, below.eventRow, before, skipped);
  const eventOffset = join(new Float64Array(count), model.eventOffset, below.eventOffset, before, skipped);
  for (let event = before; event < count; event++) {
    if (event < before + come) {
      eventRow[event] = eventRow[event]! - skip + at;
      eventOffset[event]! += later;
    } else {
      eventRow[event]! += added;
    }
  }
  return { eventRow, eventOffset, eventFlags: join(new Uint8Array(count), model.eventFlags, below.eventFlags, before, skipped) };
}

function firstEventFrom(eventRow: Uint32Array, row: number): number {
  let event = 0;
  while (event < eventRow.length && eventRow[event]! < row) event++;
  return event;
}
