import { traceUrl } from '../../url/traceRoute';
import type { SpanRow } from '../results/spanRow';
import type { TraceResult } from '../results/traceResult';
import type { RowView } from './ResultsTable';
import { SpanCard } from './SpanCard';
import { SpanCell } from './SpanCell';
import { TraceCard } from './TraceCard';
import { TraceCell, type CellContext } from './TraceCell';
import { TraceExpansion } from './TraceExpansion';

/** What rows need to know besides themselves. */
export interface RowContext extends CellContext {
  /** The filter that opened traces get. */
  readonly tf: string;
  readonly tenant: string;
}

/** How traces are shown as rows. */
export function traceRowView(context: RowContext & { readonly onMoreSpans: (() => void) | undefined }): RowView<TraceResult> {
  const { tf, tenant, withDate, onMoreSpans } = context;
  const href = (trace: TraceResult) => traceUrl(trace.traceId, { tf, tenant });
  return {
    key: (trace) => trace.traceId,
    traceId: (trace) => trace.traceId,
    name: (trace) => `${trace.rootService ?? 'root not received'} ${trace.rootName ?? ''}`.trim(),
    href,
    withDate,
    cell: (trace, column) => <TraceCell column={column} trace={trace} href={column === 'root' ? href(trace) : ''} context={context} />,
    card: (trace) => <TraceCard trace={trace} href={href(trace)} withDate={withDate} />,
    expansion: (trace) => (
      <TraceExpansion trace={trace} hrefOf={(span) => traceUrl(trace.traceId, { tf, span, tenant })} onMoreSpans={onMoreSpans} />
    ),
  };
}

/** How matched spans are shown as rows. */
export function spanRowView(context: RowContext): RowView<SpanRow> {
  const { tf, tenant, withDate } = context;
  const href = (row: SpanRow) => traceUrl(row.trace.traceId, { tf, span: row.span.spanId, tenant });
  return {
    key: (row) => row.key,
    traceId: (row) => row.trace.traceId,
    name: (row) => `${row.service ?? ''} ${row.span.name ?? row.span.spanId}`.trim(),
    href,
    withDate,
    cell: (row, column) => <SpanCell column={column} row={row} href={column === 'root' || column === 'name' ? href(row) : ''} context={context} />,
    card: (row) => <SpanCard row={row} href={href(row)} withDate={withDate} />,
  };
}
