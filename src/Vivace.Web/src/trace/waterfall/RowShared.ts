import type { RowColors } from '../colors/RowColors';
import type { CriticalPath } from '../criticalpath/CriticalPath';
import type { SiblingGroups } from '../folding/siblingGroups';
import type { TraceModel } from '../model/TraceModel';
import type { ZoomRange } from '../zoom/zoomRange';

/** What all lines of the waterfall need; one object, so that a line renders again only when something in it changes. */
export interface RowShared {
  readonly model: TraceModel;
  readonly groups: SiblingGroups;
  readonly seen: ZoomRange;
  readonly colors: RowColors;
  readonly path: CriticalPath | null;
  readonly firstCause: number;
  readonly newRows: ReadonlySet<number>;
  /** What is found or filtered: 1 for rows that match, null when nothing is asked for. */
  readonly dimUnless: Uint8Array | null;
  readonly found: Uint8Array | null;
  /** Names of services that were called but sent no spans, by row. */
  readonly peers: ReadonlyMap<number, string>;
  readonly columns: readonly ShownColumn[];
  /** The share of the width of the bars that a label takes. */
  readonly labelRoom: number;
}

/** An attribute that has a column of its own. */
export interface ShownColumn {
  readonly key: string;
  /** Null while the attributes are loading. */
  readonly valueOf: ((row: number) => string) | null;
}
