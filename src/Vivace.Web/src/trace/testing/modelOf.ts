import { TraceModel } from '../model/TraceModel';

/** A span of a trace written down for a test; times are nanoseconds after the start of the trace. */
export interface WrittenSpan {
  readonly service?: string;
  readonly name?: string;
  readonly start?: number;
  readonly duration?: number;
  readonly kind?: number;
  readonly status?: number;
  readonly flags?: number;
  readonly children?: readonly WrittenSpan[];
}

/** A model of written spans, row after row as they are written. Self time is what the children's durations leave, at least 0. */
export function modelOf(...roots: readonly WrittenSpan[]): TraceModel {
  const rows: { span: WrittenSpan; parent: number; depth: number }[] = [];
  const add = (span: WrittenSpan, parent: number, depth: number) => {
    const row = rows.push({ span, parent, depth }) - 1;
    for (const child of span.children ?? []) add(child, row, depth + 1);
  };
  for (const root of roots) add(root, -1, 0);

  const count = rows.length;
  const services = [...new Set(rows.map(({ span }) => span.service ?? 'shop'))];
  const names = [...new Set(rows.map(({ span }) => span.name ?? 'work'))];
  const duration = Float64Array.from(rows, ({ span }) => span.duration ?? 10);
  const childCount = new Uint32Array(count);
  const descendants = new Uint32Array(count);
  const self = duration.slice();
  for (let row = count - 1; row >= 0; row--) {
    const { parent } = rows[row]!;
    if (parent < 0) continue;
    childCount[parent]!++;
    descendants[parent]! += descendants[row]! + 1;
    self[parent] = Math.max(0, self[parent]! - duration[row]!);
  }
  const spanIds = new Uint8Array(count * 8);
  for (let row = 0; row < count; row++) new DataView(spanIds.buffer).setUint32(row * 8 + 4, row + 1);

  return new TraceModel({
    traceId: '0af7651916cd43dd8448eb211c80319c',
    startUnixNano: 1_795_352_828_512_704_960n,
    durationNano: Math.max(...rows.map(({ span }, row) => (span.start ?? 0) + duration[row]!), 0),
    rowCount: count,
    totalSpans: count,
    rootService: roots[0]?.service ?? 'shop',
    rootName: roots[0]?.name ?? 'work',
    services,
    names,
    spanIds,
    parent: Int32Array.from(rows, ({ parent }) => parent),
    start: Float64Array.from(rows, ({ span }) => span.start ?? 0),
    duration,
    self,
    service: Uint32Array.from(rows, ({ span }) => services.indexOf(span.service ?? 'shop')),
    name: Uint32Array.from(rows, ({ span }) => names.indexOf(span.name ?? 'work')),
    kind: Uint8Array.from(rows, ({ span }) => span.kind ?? 1),
    status: Uint8Array.from(rows, ({ span }) => span.status ?? 0),
    flags: Uint8Array.from(rows, ({ span }) => span.flags ?? 0),
    depth: Uint16Array.from(rows, ({ depth }) => depth),
    childCount,
    descendants,
    eventRow: new Uint32Array(0),
    eventOffset: new Float64Array(0),
    eventFlags: new Uint8Array(0),
    notices: { orphans: 0, duplicates: 0, rootMissing: false, partial: null },
    window: null,
  });
}
