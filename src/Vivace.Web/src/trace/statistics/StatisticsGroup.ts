/** What is known of the spans that share a key. Times are nanoseconds. */
export interface StatisticsGroup {
  /** `null` for spans that do not have the attribute. */
  readonly key: string | null;
  readonly rows: readonly number[];
  readonly count: number;
  readonly errors: number;
  /** Sum of the durations; spans inside of each other count both. */
  readonly total: number;
  readonly self: number;
  readonly average: number;
  readonly minimum: number;
  readonly p50: number;
  readonly p95: number;
  readonly maximum: number;
  /** Self time of the group as a share of the self time of all spans looked at, 0 to 1; the shares of all groups make 1. */
  readonly share: number;
  /** The longest span, to open from here. */
  readonly longestRow: number;
}
