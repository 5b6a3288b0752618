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
import type { CellContext } from './TraceCell';

/** One cell of the table of matched spans. */
export function SpanCell({ column, row, href, context }: { column: string; row: SpanRow; href: string; context: CellContext }) {
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
