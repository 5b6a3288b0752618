import type { TraceData } from '../model/TraceData';
import {
  eventColumns,
  rowColumns,
  skeletonMagic,
  skeletonVersion,
  type ColumnType,
  type SkeletonColumn,
  type SkeletonHeader,
} from './skeletonFormat';

/** The answer is not a skeleton that this page can read. */
export class SkeletonFormatError extends Error {
  override readonly name = 'SkeletonFormatError';
}

const arrayTypes = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, i32: Int32Array, f64: Float64Array };
type ArrayOf<T extends ColumnType> = InstanceType<(typeof arrayTypes)[T]>;

/**
 * Reads a skeleton. The columns are views of the given buffer, nothing is copied; everything that the page relies on is
 * checked first, because a wrong parent or dictionary index would only show as an endless loop much later.
 */
export function readSkeleton(buffer: ArrayBuffer): TraceData {
  if (buffer.byteLength < 12) throw new SkeletonFormatError(`The skeleton has only ${buffer.byteLength} bytes.`);
  const view = new DataView(buffer);
  if (view.getUint32(0, true) !== skeletonMagic) throw new SkeletonFormatError('The answer is not a trace skeleton.');
  const version = view.getUint32(4, true);
  if (version !== skeletonVersion) {
    throw new SkeletonFormatError(`The skeleton has version ${version}; this page reads version ${skeletonVersion}. Reload the page.`);
  }
  const headerLength = view.getUint32(8, true);
  const dataStart = 12 + headerLength;
  if (dataStart > buffer.byteLength) throw new SkeletonFormatError('The skeleton ends inside its header.');
  // Views of 8-byte numbers need an aligned start; the format promises it, but a copy is better than a failure.
  const header = readHeader(new Uint8Array(buffer, 12, headerLength));
  const data = dataStart % 8 === 0 ? { buffer, start: dataStart } : { buffer: buffer.slice(dataStart), start: 0 };

  const columns = new Map(header.columns.map((column) => [column.name, column]));
  const rows = header.rowCount;
  const row = <N extends keyof typeof rowColumns>(name: N) =>
    column(data, columns.get(name), name, rowColumns[name][0], rows * rowColumns[name][1]) as ArrayOf<(typeof rowColumns)[N][0]>;
  const events = columns.get('eventRow')?.count ?? 0;
  const event = <N extends keyof typeof eventColumns>(name: N) =>
    column(data, columns.get(name), name, eventColumns[name][0], events) as ArrayOf<(typeof eventColumns)[N][0]>;

  const trace: TraceData = {
    traceId: header.traceId,
    startUnixNano: BigInt(header.startUnixNano),
    durationNano: Number(header.durationNano),
    rowCount: rows,
    totalSpans: header.totalSpans,
    rootService: header.rootService ?? '',
    rootName: header.rootName ?? '',
    services: header.services,
    names: header.names,
    spanIds: row('spanId'),
    parent: row('parent'),
    start: row('start'),
    duration: row('duration'),
    self: row('self'),
    service: row('service'),
    name: row('name'),
    kind: row('kind'),
    status: row('status'),
    flags: row('flags'),
    depth: row('depth'),
    childCount: row('childCount'),
    descendants: row('descendants'),
    eventRow: event('eventRow'),
    eventOffset: event('eventOffset'),
    eventFlags: event('eventFlags'),
    notices: {
      orphans: header.notices?.orphans ?? 0,
      duplicates: header.notices?.duplicates ?? 0,
      rootMissing: header.notices?.rootMissing ?? false,
      partial: header.notices?.partial ?? null,
    },
    window: header.window ?? null,
  };
  check(trace);
  return trace;
}

function readHeader(bytes: Uint8Array): SkeletonHeader {
  try {
    const header = JSON.parse(new TextDecoder().decode(bytes)) as SkeletonHeader;
    const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;
    const isTime = (value: unknown) => typeof value === 'string' && /^\d{1,20}$/.test(value);
    const isTexts = (value: unknown) => Array.isArray(value) && value.every((text) => typeof text === 'string');
    const isColumn = (value: SkeletonColumn | null) =>
      typeof value?.name === 'string' && isCount(value.offset) && isCount(value.count);
    const sound =
      typeof header.traceId === 'string' &&
      [header.rowCount, header.totalSpans].every(isCount) &&
      [header.startUnixNano, header.durationNano].every(isTime) &&
      [header.services, header.names].every(isTexts) &&
      Array.isArray(header.columns) &&
      header.columns.every(isColumn);
    if (!sound) throw new SkeletonFormatError("The skeleton's header lacks a field that it must have.");
    return header;
  } catch (error) {
    if (error instanceof SkeletonFormatError) throw error;
    throw new SkeletonFormatError("The skeleton's header is not JSON.", { cause: error });
  }
}

function column(
  data: { readonly buffer: ArrayBuffer; readonly start: number },
  found: SkeletonColumn | undefined,
  name: string,
  type: ColumnType,
  count: number,
): ArrayOf<ColumnType> {
  const Type = arrayTypes[type];
  if (found === undefined) {
    if (count === 0) return new Type(0);
    throw new SkeletonFormatError(`The skeleton has no column "${name}".`);
  }
  const at = data.start + found.offset;
  if (found.type !== type || found.count !== count) {
    throw new SkeletonFormatError(`Column "${name}" has ${found.count} of ${found.type}; ${count} of ${type} were expected.`);
  }
  if (at % Type.BYTES_PER_ELEMENT !== 0 || at + count * Type.BYTES_PER_ELEMENT > data.buffer.byteLength) {
    throw new SkeletonFormatError(`Column "${name}" does not lie within the skeleton.`);
  }
  return new Type(data.buffer, at, count);
}

function check(trace: TraceData): void {
  for (let row = 0; row < trace.rowCount; row++) {
    const parent = trace.parent[row]!;
    if (parent < -1 || parent >= row) throw new SkeletonFormatError(`Row ${row} has parent ${parent}, which does not come before it.`);
    if (trace.service[row]! >= trace.services.length || trace.name[row]! >= trace.names.length) {
      throw new SkeletonFormatError(`Row ${row} points outside the lists of services and names.`);
    }
  }
  for (let event = 0; event < trace.eventRow.length; event++) {
    const row = trace.eventRow[event]!;
    if (row >= trace.rowCount || (event > 0 && row < trace.eventRow[event - 1]!)) {
      throw new SkeletonFormatError(`Event ${event} belongs to row ${row}, out of order or outside the skeleton.`);
    }
  }
}
