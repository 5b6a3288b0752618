import { memo } from 'react';
import { Link } from 'wouter';
import { ServiceName } from '../colors/ServiceName';
import type { SpanRow } from '../results/spanRow';
import { attributeOf } from '../results/traceResult';
import { fieldKey } from './columns';
import { DurationBar } from './DurationBar';
import { FieldValues } from './FieldValues';
import { RootName } from './RootName';
import styles from './SpanCell.module.css';
import { StartTime } from './StartTime';
import { StatusText } from './StatusText';
import { isSameContext, type CellContext } from './TraceCell';

/** Properties of `SpanCell`. */
interface SpanCellProps {
  readonly column: string;
  readonly row: SpanRow;
  /** Where the columns that are links lead. */
  readonly href: string;
  readonly context: CellContext;
}

/** One cell of the table of matched spans. */
export const SpanCell = memo(Cell, (before, after) =>
  before.row.span === after.row.span && before.row.trace === after.row.trace && before.column === after.column
  && before.href === after.href && isSameContext(after.column, before.context, after.context));

function Cell({ column, row, href, context }: SpanCellProps) {
  const { span } = row;
  switch (column) {
    case 'start':
      return <StartTime unixNano={span.startUnixNano} withDate={context.withDate} />;
    case 'service':
      return row.service === undefined ? <span aria-label="no value">–</span> : <ServiceName service={row.service} />;
    case 'name':
      return (
        <Link href={href} className={styles.name} tabIndex={-1} title={span.name} onClick={(event: { stopPropagation: () => void }) => event.stopPropagation()}>
          {span.name ?? span.spanId}
        </Link>
      );
    case 'duration':
      return <DurationBar nanoseconds={span.durationNanoseconds} longest={context.longest} />;
    case 'status':
      return <StatusText status={attributeOf(span, 'status')?.text} />;
    case 'root':
      return <RootName trace={row.trace} href={href} />;
    case 'id':
      return <span className="mono" title={row.trace.traceId}>{row.trace.traceId.slice(0, 8)}</span>;
    default: {
      const value = attributeOf(span, fieldKey(column) ?? column);
      return <FieldValues values={value === undefined ? [] : [value.text]} />;
    }
  }
}
