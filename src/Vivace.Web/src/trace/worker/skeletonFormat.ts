/** `VVSK`, read as a little-endian number. */
export const skeletonMagic = 0x4b535656;
export const skeletonVersion = 1;

export type ColumnType = 'u8' | 'u16' | 'u32' | 'i32' | 'f64';

export interface SkeletonColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** Bytes after the start of the data. */
  readonly offset: number;
  readonly count: number;
}

/** The JSON header of a skeleton; docs/http-api.md describes it. */
export interface SkeletonHeader {
  readonly traceId: string;
  readonly startUnixNano: string;
  readonly durationNano: string;
  readonly rowCount: number;
  readonly totalSpans: number;
  readonly rootService?: string;
  readonly rootName?: string;
  readonly services: readonly string[];
  readonly names: readonly string[];
  readonly window?: {
    readonly root: string | null;
    readonly depth: number;
    readonly offset: number;
    readonly limit: number;
    readonly total: number;
  } | null;
  readonly notices?: {
    readonly orphans?: number;
    readonly duplicates?: number;
    readonly rootMissing?: boolean;
    readonly partial?: string | null;
  };
  readonly columns: readonly SkeletonColumn[];
}

/** The columns that a span skeleton has, with their types and how many entries each row has. */
export const rowColumns = {
  spanId: ['u8', 8],
  parent: ['i32', 1],
  start: ['f64', 1],
  duration: ['f64', 1],
  self: ['f64', 1],
  service: ['u32', 1],
  name: ['u32', 1],
  kind: ['u8', 1],
  status: ['u8', 1],
  flags: ['u8', 1],
  depth: ['u16', 1],
  childCount: ['u32', 1],
  descendants: ['u32', 1],
} as const satisfies Record<string, readonly [ColumnType, number]>;

export const eventColumns = {
  eventRow: ['u32', 1],
  eventOffset: ['f64', 1],
  eventFlags: ['u8', 1],
} as const satisfies Record<string, readonly [ColumnType, number]>;
