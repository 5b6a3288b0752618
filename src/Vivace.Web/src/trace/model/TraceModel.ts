import { SpanFlag, StatusCode } from './SpanFlag';
import { SpanIdIndex } from './SpanIdIndex';
import { formatSpanId } from './spanIds';
import type { TraceData } from './TraceData';
import type { TraceNotices } from './TraceNotices';
import type { TraceWindow } from './TraceWindow';

/**
 * A trace as columns in depth-first order (see `TraceData`), with what follows from them. Immutable: more spans make a
 * new model. What costs a pass over all rows is made when it is first asked for.
 */
export class TraceModel implements TraceData {
  readonly traceId: string;
  readonly startUnixNano: bigint;
  readonly durationNano: number;
  readonly rowCount: number;
  readonly totalSpans: number;
  readonly rootService: string;
  readonly rootName: string;
  readonly services: readonly string[];
  readonly names: readonly string[];
  readonly spanIds: Uint8Array;
  readonly parent: Int32Array;
  readonly start: Float64Array;
  readonly duration: Float64Array;
  readonly self: Float64Array;
  readonly service: Uint32Array;
  readonly name: Uint32Array;
  readonly kind: Uint8Array;
  readonly status: Uint8Array;
  readonly flags: Uint8Array;
  readonly depth: Uint16Array;
  readonly childCount: Uint32Array;
  readonly descendants: Uint32Array;
  readonly eventRow: Uint32Array;
  readonly eventOffset: Float64Array;
  readonly eventFlags: Uint8Array;
  readonly notices: TraceNotices;
  readonly window: TraceWindow | null;

  #ids: SpanIdIndex | null = null;
  #subtreeEnd: Int32Array | null = null;
  #firstEvent: Int32Array | null = null;
  #errorsBelow: Int32Array | null = null;
  #roots: Int32Array | null = null;

  constructor(data: TraceData) {
    this.traceId = data.traceId;
    this.startUnixNano = data.startUnixNano;
    this.durationNano = data.durationNano;
    this.rowCount = data.rowCount;
    this.totalSpans = data.totalSpans;
    this.rootService = data.rootService;
    this.rootName = data.rootName;
    this.services = data.services;
    this.names = data.names;
    this.spanIds = data.spanIds;
    this.parent = data.parent;
    this.start = data.start;
    this.duration = data.duration;
    this.self = data.self;
    this.service = data.service;
    this.name = data.name;
    this.kind = data.kind;
    this.status = data.status;
    this.flags = data.flags;
    this.depth = data.depth;
    this.childCount = data.childCount;
    this.descendants = data.descendants;
    this.eventRow = data.eventRow;
    this.eventOffset = data.eventOffset;
    this.eventFlags = data.eventFlags;
    this.notices = data.notices;
    this.window = data.window;
  }

  /** The id as 16 hexadecimal digits. */
  spanId(row: number): string {
    return formatSpanId(this.spanIds, row);
  }

  /** The row of a span id (16 hexadecimal digits, any case), -1 when it is not loaded; the first one of duplicates. */
  rowOfSpan(spanId: string): number {
    this.#ids ??= new SpanIdIndex(this.spanIds, this.rowCount);
    return this.#ids.find(spanId);
  }

  serviceName(row: number): string {
    return this.services[this.service[row]!]!;
  }

  spanName(row: number): string {
    return this.names[this.name[row]!]!;
  }

  /** End in nanoseconds after the start of the trace. */
  end(row: number): number {
    return this.start[row]! + this.duration[row]!;
  }

  isError(row: number): boolean {
    return this.status[row] === StatusCode.error;
  }

  has(row: number, flag: number): boolean {
    return (this.flags[row]! & flag) !== 0;
  }

  /** Whether the row has children that were not loaded. */
  hasUnloadedChildren(row: number): boolean {
    return this.has(row, SpanFlag.moreChildren);
  }

  /** First row after the loaded subtree of each row: its descendants are `row + 1` up to and without `subtreeEnd[row]`. */
  get subtreeEnd(): Int32Array {
    return (this.#subtreeEnd ??= this.#makeSubtreeEnd());
  }

  /** Rows without parent: roots and orphans. */
  get roots(): Int32Array {
    return (this.#roots ??= this.#makeRoots());
  }

  /** Events of a row are `eventRow`… entries `firstEvent[row]` up to and without `firstEvent[row + 1]`. */
  get firstEvent(): Int32Array {
    return (this.#firstEvent ??= this.#makeFirstEvent());
  }

  /** Failed spans among the loaded descendants of each row, the row itself left out. */
  get errorsBelow(): Int32Array {
    return (this.#errorsBelow ??= this.#makeErrorsBelow());
  }

  /** Children of a row that are loaded, in order. */
  children(row: number): number[] {
    const end = this.subtreeEnd;
    const rows: number[] = [];
    for (let child = row + 1; child < end[row]!; child = end[child]!) rows.push(child);
    return rows;
  }

  #makeSubtreeEnd(): Int32Array {
    const end = new Int32Array(this.rowCount);
    // A parent comes before its children, so from the back every row is finished before its parent is looked at.
    for (let row = this.rowCount - 1; row >= 0; row--) {
      if (end[row] === 0) end[row] = row + 1;
      const parent = this.parent[row]!;
      if (parent >= 0 && end[parent]! < end[row]!) end[parent] = end[row]!;
    }
    return end;
  }

  #makeRoots(): Int32Array {
    const end = this.subtreeEnd;
    const rows: number[] = [];
    for (let row = 0; row < this.rowCount; row = end[row]!) rows.push(row);
    return Int32Array.from(rows);
  }

  #makeFirstEvent(): Int32Array {
    const first = new Int32Array(this.rowCount + 1);
    for (const row of this.eventRow) first[row + 1]!++;
    for (let row = 0; row < this.rowCount; row++) first[row + 1]! += first[row]!;
    return first;
  }

  #makeErrorsBelow(): Int32Array {
    const below = new Int32Array(this.rowCount);
    for (let row = this.rowCount - 1; row >= 0; row--) {
      const parent = this.parent[row]!;
      if (parent >= 0) below[parent]! += below[row]! + (this.status[row] === StatusCode.error ? 1 : 0);
    }
    return below;
  }
}
