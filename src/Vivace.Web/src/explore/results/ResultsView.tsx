import { useMemo } from 'react';
import { useZone } from '../../time/useZone';
import type { ExploreState } from '../../url/exploreRoute';
import { traceFilterOf } from '../query/traceFilter';
import { columnSpec } from '../table/columnSpec';
import type { Column, ResultsView as View } from '../table/columns';
import type { HeaderSort } from '../table/HeaderCell';
import { sortSpans, sortTraces, type LocalSort } from '../table/localSort';
import { ResultsTable } from '../table/ResultsTable';
import { spanRowView, traceRowView } from '../table/rowViews';
import type { ServerSort } from './sortOrder';
import type { SpanRow } from './spanRow';
import type { TraceResult } from './traceResult';

/** Properties of `ResultsView`. */
export interface ResultsViewProps {
  readonly view: View;
  readonly traces: readonly TraceResult[];
  readonly spans: readonly SpanRow[];
  /** The query that found them. */
  readonly query: string;
  readonly columns: readonly Column[];
  readonly onColumns: (columns: Column[]) => void;
  readonly sort: ServerSort;
  readonly onServerSort: ((sort: ServerSort) => void) | undefined;
  readonly localSort: LocalSort | undefined;
  readonly onLocalSort: (sort: LocalSort | undefined) => void;
  readonly checked: ReadonlySet<string>;
  readonly onChecked: (checked: ReadonlySet<string>) => void;
  readonly onMoreSpans: (() => void) | undefined;
  readonly tenant: ExploreState['tenant'];
}

/** The found traces, or their matched spans, as a table. */
export function ResultsView(props: ResultsViewProps) {
  const { view, traces, spans, query, columns, onColumns, sort, onServerSort, localSort, onLocalSort, checked, onChecked, onMoreSpans, tenant } = props;
  const zone = useZone();
  const tf = useMemo(() => traceFilterOf(query), [query]);
  const longest = traces.reduce((most, { durationNanoseconds }) => Math.max(most, durationNanoseconds), 0);
  const longestSpan = spans.reduce((most, { span }) => Math.max(most, span.durationNanoseconds), 0);
  const withDate = useMemo(() => spansDays(traces, zone.instant), [traces, zone]);

  const traceView = useMemo(() => traceRowView({ longest, withDate, tf, tenant, onMoreSpans }), [longest, withDate, tf, tenant, onMoreSpans]);
  const spanView = useMemo(() => spanRowView({ longest: longestSpan, withDate, tf, tenant }), [longestSpan, withDate, tf, tenant]);

  const shared = {
    columns,
    onColumns,
    checked,
    onChecked,
    zone: traces[0] === undefined ? '' : zone.offset(traces[0].startUnixNano),
    sortOf: (column: string) => sortOf(column, view, sort, localSort),
    // The server orders traces; matched spans of them follow in the traces' order.
    onServerSort: onServerSort === undefined || view === 'spans'
      ? undefined
      : (key: ServerSort['key'], order: ServerSort['order']) => onServerSort({ key, order }),
    onLocalSort: (column: string, order: 'asc' | 'desc' | undefined) => onLocalSort(order === undefined ? undefined : { column, order }),
  };
  const orderedTraces = useMemo(() => sortTraces(traces, view === 'traces' ? localSort : undefined), [traces, view, localSort]);
  const orderedSpans = useMemo(() => sortSpans(spans, view === 'spans' ? localSort : undefined), [spans, view, localSort]);
  return view === 'traces'
    ? <ResultsTable label="Traces" rows={orderedTraces} view={traceView} {...shared} />
    : <ResultsTable label="Matched spans" rows={orderedSpans} view={spanView} {...shared} />;
}

function sortOf(column: string, view: View, sort: ServerSort, localSort: LocalSort | undefined): HeaderSort | undefined {
  if (localSort !== undefined) return localSort.column === column ? { order: localSort.order, by: 'page' } : undefined;
  return view === 'traces' && columnSpec(column).serverKey === sort.key ? { order: sort.order, by: 'server' } : undefined;
}

/** Whether the rows, or they and today, lie on more than one day. */
function spansDays(traces: readonly TraceResult[], instant: (unixNano: bigint) => string): boolean {
  let first = BigInt(Date.now()) * 1_000_000n;
  let last = first;
  for (const { startUnixNano } of traces) {
    if (startUnixNano < first) first = startUnixNano;
    if (startUnixNano > last) last = startUnixNano;
  }
  return instant(first).slice(0, 10) !== instant(last).slice(0, 10);
}
