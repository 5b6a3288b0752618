/** What is not as it should be with the spans received. */
export interface TraceNotices {
  /** Spans whose parent was not received. */
  readonly orphans: number;
  /** Spans whose id occurs more than once. */
  readonly duplicates: number;
  /** No span without parent was received. */
  readonly rootMissing: boolean;
  /** Why the answer is not the whole trace, in a sentence. */
  readonly partial: string | null;
  /** Spans whose parents form a ring; one of them was made a root. */
  readonly cycles?: number;
}
