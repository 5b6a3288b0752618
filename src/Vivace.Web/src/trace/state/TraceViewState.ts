import type { RowColors } from '../colors/RowColors';
import type { CriticalPathResult } from '../criticalpath/CriticalPath';
import type { FilterDisplay } from '../filter/visibleRows';
import type { Collapsed } from '../folding/collapse';
import type { Layout } from '../layout/Layout';
import type { TraceModel } from '../model/TraceModel';
import type { TraceServices } from '../model/TraceServices';
import type { ZoomRange } from '../zoom/zoomRange';

/** Views of a trace as the URL names them, in the order of the keys 1 to 6. */
export type TraceViewKind = 'waterfall' | 'flame' | 'stats' | 'table' | 'graph' | 'logs';

/** A line of the waterfall, by what it shows and its first row, so that it can be found again after folding. */
export interface ActiveLine {
  readonly kind: number;
  readonly row: number;
}

export interface FindState {
  readonly text: string;
  /** 1 for rows found; null when nothing is looked for. */
  readonly mask: Uint8Array | null;
  /** Rows found, in order. */
  readonly rows: Int32Array;
  /** Place in `rows` of the match that was jumped to, -1 for none. */
  readonly current: number;
  readonly searching: boolean;
  /** Whether attribute values were searched too. */
  readonly withAttributes: boolean;
  readonly error: string | null;
}

export interface FilterState {
  /** The TraceQL filter that was applied; empty for none. */
  readonly text: string;
  /** 1 for rows that match; null when there is no filter, or no answer yet. */
  readonly mask: Uint8Array | null;
  readonly matched: number;
  readonly running: boolean;
  readonly error: string | null;
}

export interface CriticalPathState {
  readonly shown: boolean;
  /** Only the spans on the path are left. */
  readonly only: boolean;
  /** The span it is computed for, -1 for the trace. */
  readonly root: number;
  /** Computed when shown. */
  readonly result: CriticalPathResult | null;
}

/** Asks the waterfall to bring a row into view; a new object each time. */
export interface ScrollRequest {
  readonly line: ActiveLine;
  readonly align: 'nearest' | 'center';
}

/** Everything about the view of one trace that is not the trace itself. */
export interface TraceViewState {
  readonly model: TraceModel;
  readonly services: TraceServices;
  readonly view: TraceViewKind;

  readonly active: ActiveLine | null;
  /** The span that details are shown of, -1 for none. */
  readonly selectedRow: number;
  readonly detailsOpen: boolean;
  readonly scroll: ScrollRequest | null;

  readonly collapsed: Collapsed;
  readonly groupsOn: boolean;
  /** First rows of open groups. */
  readonly openGroups: ReadonlySet<number>;
  /** Services by number. */
  readonly hiddenServices: ReadonlySet<number>;
  /** The span that was made the root, -1 for the whole trace. */
  readonly rootRow: number;
  readonly layout: Layout;

  /** What can be zoomed within: the whole trace, or the subtree that was made the root. */
  readonly bounds: ZoomRange;
  /** Null when all of `bounds` is seen. */
  readonly zoom: ZoomRange | null;

  readonly find: FindState;
  readonly filter: FilterState;
  readonly errorsOnly: boolean;
  readonly display: FilterDisplay;
  /** Rows that fulfil the filter, errors only and the critical path together; null when nothing is asked for. */
  readonly matches: Uint8Array | null;

  readonly colors: RowColors;
  readonly criticalPath: CriticalPathState;
  /** The failed span nearest the leaves, -1 when nothing failed. */
  readonly firstCause: number;
  /** Attributes that have a column of their own, such as `span.http.route`. */
  readonly columns: readonly string[];
  /** The line whose children are being loaded. */
  readonly loadingLine: ActiveLine | null;
  /** Why children could not be loaded, in a sentence. */
  readonly loadError: string | null;
  /** Rows that have come since the page was opened. */
  readonly newRows: ReadonlySet<number>;
}
