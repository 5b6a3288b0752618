import { memo } from 'react';
import { distinctValues } from '../results/spanRow';
import type { TraceResult } from '../results/traceResult';
import { fieldKey } from './columns';
import { DurationBar } from './DurationBar';
import { ErrorMark } from './ErrorMark';
import { FieldValues } from './FieldValues';
import { RootName } from './RootName';
import { ServiceCounts } from './ServiceCounts';
import { StartTime } from './StartTime';

/** What all cells of a table need to know. */
export interface CellContext {
  /** The longest duration among the rows, in nanoseconds. */
  readonly longest: number;
  /** Whether times need their date. */
  readonly withDate: boolean;
}

/** Properties of `TraceCell`. */
interface TraceCellProps {
  readonly column: string;
  readonly trace: TraceResult;
  /** Where the column that is a link leads. */
  readonly href: string;
  readonly context: CellContext;
}

/** One cell of the table of traces. Rows that come move those below; what their cells show stays. */
export const TraceCell = memo(Cell, (before, after) =>
  before.trace === after.trace && before.column === after.column && before.href === after.href
  && isSameContext(after.column, before.context, after.context));

/** Whether a column shows the same in both. */
export function isSameContext(column: string, before: CellContext, after: CellContext): boolean {
  return before.withDate === after.withDate && (column !== 'duration' || before.longest === after.longest);
}

function Cell({ column, trace, href, context }: TraceCellProps) {
  switch (column) {
    case 'start':
      return <StartTime unixNano={trace.startUnixNano} withDate={context.withDate} />;
    case 'root':
      return <RootName trace={trace} href={href} />;
    case 'duration':
      return <DurationBar nanoseconds={trace.durationNanoseconds} longest={context.longest} />;
    case 'spans':
      return trace.spanCount.toLocaleString('en');
    case 'matched':
      return trace.matched.toLocaleString('en');
    case 'errors':
      return <ErrorMark count={trace.errorCount} />;
    case 'services':
      return <ServiceCounts services={trace.services} />;
    case 'id':
      return <span className="mono" title={trace.traceId}>{trace.traceId.slice(0, 8)}</span>;
    default:
      return <FieldValues values={distinctValues(trace, fieldKey(column) ?? column)} />;
  }
}
