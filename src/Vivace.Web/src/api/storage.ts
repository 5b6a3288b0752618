import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getJson } from './client';
import { keptEvery } from './kept';

/** A limit of a tenant and how much of it is used. */
export interface LimitUse {
  readonly name: string;
  /** 0 stands for none. */
  readonly limit: number;
  readonly used: number;
}

/** Blocks of one level of compaction. */
export interface LevelStorage {
  readonly level: number;
  readonly blocks: number;
  readonly spans: number;
  readonly bytes: number;
  /** Null when no block can be read. */
  readonly oldestUnixNano?: string | null;
  readonly newestUnixNano?: string | null;
}

/** Rates of the last seconds, and what came since the server started. */
export interface TenantIngest {
  readonly spansPerSecond: number;
  readonly bytesPerSecond: number;
  readonly spansTotal: number;
  readonly bytesTotal: number;
  readonly refusedTotal: number;
}

export interface TenantStorage {
  readonly tenant: string;
  readonly levels: readonly LevelStorage[];
  readonly blocks: number;
  /** Set aside because they could not be read. */
  readonly badBlocks?: number;
  readonly spans: number;
  readonly bytes: number;
  /** Null without blocks. */
  readonly oldestUnixNano: string | null;
  readonly newestUnixNano: string | null;
  readonly ingest?: TenantIngest;
  readonly live: { readonly spans: number; readonly traces: number; readonly bytes: number };
  readonly limits: readonly LimitUse[];
  /** Those with most spans of the last hour. */
  readonly topServices: ReadonlyArray<{ readonly name: string; readonly spans: number }>;
}

/** What `/api/vivace/storage` answers. */
export interface Storage {
  readonly tenants: readonly TenantStorage[];
  readonly compaction: {
    readonly running: number;
    readonly backlogBlocks: number;
    readonly backlogBytes: number;
    readonly doneTotal: number;
    readonly bytesReadTotal: number;
    readonly bytesWrittenTotal: number;
  };
  readonly retention: { readonly seconds: number; readonly deletedBlocksTotal: number; readonly nextDeletionUnixNano?: string | null };
  readonly disk: {
    readonly usedBytes: number;
    readonly freeBytes: number;
    readonly totalBytes: number;
    /** Null while nobody can tell. */
    readonly bytesPerDay: number | null;
    readonly daysUntilFull: number | null;
  };
  readonly log: { readonly bytes: number; readonly segments: number; readonly oldestSeconds: number };
}

export interface BlockSummary {
  readonly id: string;
  readonly tenant: string;
  readonly level: number;
  readonly spans: number;
  readonly traces: number;
  readonly bytes: number;
  readonly startUnixNano: string;
  readonly endUnixNano: string;
  readonly createdUnixNano: string;
  /** Null when the block cannot be read; `damage` says why. */
  readonly rowGroups: number | null;
  readonly damage?: string | null;
}

export interface BlockColumn {
  readonly table?: string;
  readonly name: string;
  /** Null for fields that every row has. */
  readonly type?: string | null;
  readonly values?: number;
  readonly bytes: number;
  /** That of the first row group. */
  readonly encoding?: string | null;
}

export interface BlockDetails extends BlockSummary {
  readonly columns?: readonly BlockColumn[];
  /** Ids of the blocks that it was merged from. */
  readonly replaces?: readonly string[];
}

interface BlockPage {
  readonly blocks: readonly BlockSummary[];
  readonly next: string | null;
}

/** How often what changes slowly is asked for, in milliseconds. */
const REFRESH_MILLISECONDS = 10_000;

export function useStorage() {
  return useQuery({
    queryKey: ['storage'],
    queryFn: ({ signal }) => getJson<Storage>('/api/vivace/storage', { signal }),
    ...keptEvery(REFRESH_MILLISECONDS),
  });
}

export function useBlocks(tenant: string, level: number | null) {
  return useInfiniteQuery({
    queryKey: ['blocks', tenant, level],
    queryFn: ({ signal, pageParam }) =>
      getJson<BlockPage>('/api/vivace/storage/blocks', { query: { tenant, level, limit: 100, after: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}

export function useBlock(id: string | null, tenant: string) {
  return useQuery({
    queryKey: ['block', tenant, id],
    queryFn: ({ signal }) => getJson<BlockDetails>(`/api/vivace/storage/blocks/${encodeURIComponent(id ?? '')}`, { query: { tenant }, signal }),
    enabled: id !== null,
  });
}
