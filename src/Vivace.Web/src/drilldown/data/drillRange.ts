/** The range that every question of one moment is about, in Unix seconds. */
export interface DrillRange {
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** The widest range that one metrics query may have. */
  readonly mostSecondsPerQuery: number;
}

/** The range before, of the same length. */
export function rangeBefore({ startSeconds, endSeconds, mostSecondsPerQuery }: DrillRange): DrillRange {
  return { startSeconds: Math.max(0, startSeconds - (endSeconds - startSeconds)), endSeconds: startSeconds, mostSecondsPerQuery };
}

export function lengthOf({ startSeconds, endSeconds }: DrillRange): number {
  return Math.max(1, endSeconds - startSeconds);
}
