import type { TraceData } from '../trace/model/TraceData';
import { eventColumns, rowColumns, skeletonMagic, skeletonVersion, type SkeletonColumn, type SkeletonHeader } from '../trace/worker/skeletonFormat';

/** Writes a trace as the server's skeleton does: the other half of `readSkeleton`, for tests and measurements. */
export function encodeSkeleton(trace: TraceData): ArrayBuffer {
  const arrays: Record<string, ArrayBufferView> = {
    spanId: trace.spanIds,
    parent: trace.parent,
    start: trace.start,
    duration: trace.duration,
    self: trace.self,
    service: trace.service,
    name: trace.name,
    kind: trace.kind,
    status: trace.status,
    flags: trace.flags,
    depth: trace.depth,
    childCount: trace.childCount,
    descendants: trace.descendants,
    eventRow: trace.eventRow,
    eventOffset: trace.eventOffset,
    eventFlags: trace.eventFlags,
  };
  const columns: SkeletonColumn[] = [];
  let end = 0;
  for (const [name, [type, perRow]] of Object.entries({ ...rowColumns, ...eventColumns })) {
    const count = name in eventColumns ? trace.eventRow.length : trace.rowCount * perRow;
    columns.push({ name, type, offset: end, count });
    end = roundUp(end + arrays[name]!.byteLength);
  }
  const header: SkeletonHeader = {
    traceId: trace.traceId,
    startUnixNano: trace.startUnixNano.toString(),
    durationNano: trace.durationNano.toString(),
    rowCount: trace.rowCount,
    totalSpans: trace.totalSpans,
    rootService: trace.rootService,
    rootName: trace.rootName,
    services: trace.services,
    names: trace.names,
    window: trace.window,
    notices: trace.notices,
    columns,
  };
  let text = new TextEncoder().encode(JSON.stringify(header));
  const padded = roundUp(12 + text.length) - 12;
  const spaces = new Uint8Array(padded).fill(32);
  spaces.set(text);
  text = spaces;

  const buffer = new ArrayBuffer(12 + padded + end);
  const view = new DataView(buffer);
  view.setUint32(0, skeletonMagic, true);
  view.setUint32(4, skeletonVersion, true);
  view.setUint32(8, padded, true);
  const bytes = new Uint8Array(buffer);
  bytes.set(text, 12);
  for (const { name, offset } of columns) {
    const column = arrays[name]!;
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), 12 + padded + offset);
  }
  return buffer;
}

function roundUp(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}
