import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { traceQueryKey } from '../../trace/traceQueries';
import type { SpanDetails } from '../../trace/model/SpanDetails';
import type { OpenTrace } from '../../trace/worker/openTrace';
import { formatDuration } from '../../time/durations';
import { ErrorState } from '../../ui/ErrorState';
import { Skeleton } from '../../ui/Skeleton';
import type { CompareState } from '../../url/compareRoute';
import { traceUrl } from '../../url/traceRoute';
import { compareDetails, type FieldDifference } from '../model/compareDetails';
import styles from './PairDetails.module.css';

export interface PairDetailsProps {
  readonly a: OpenTrace;
  readonly b: OpenTrace;
  /** -1 where the side does not have the span. */
  readonly rowA: number;
  readonly rowB: number;
  readonly state: CompareState;
}

/** Attributes, status and events in which the spans of a pair differ. */
export function PairDetails({ a, b, rowA, rowB, state }: PairDetailsProps) {
  const details = useQuery({
    queryKey: ['pair', ...traceQueryKey(a.services, rowA), ...traceQueryKey(b.services, rowB)],
    queryFn: async ({ signal }) => {
      const load = async (trace: OpenTrace, row: number) => (row < 0 ? null : ((await trace.services.details.load([row], signal))[0] ?? null));
      const [detailsA, detailsB] = await Promise.all([load(a, rowA), load(b, rowB)]);
      return { detailsA, detailsB };
    },
    staleTime: Infinity,
  });
  const [trace, row] = rowA >= 0 ? [a, rowA] : [b, rowB];
  return (
    <div className={styles.details}>
      <h2 className={styles.title}>
        <span className={styles.service}>{trace.model.serviceName(row)}</span> {trace.model.spanName(row)}
      </h2>
      <p className={styles.links}>
        {rowA >= 0 && <SpanLink label="A" trace={a} row={rowA} id={state.a} tenant={state.tenant} />}
        {rowB >= 0 && <SpanLink label="B" trace={b} row={rowB} id={state.b} tenant={state.tenant} />}
      </p>
      {details.isPending && <Skeleton rows={4} label="Loading the attributes" />}
      {details.isError && <ErrorState compact error={details.error} title="The attributes could not be loaded." onRetry={() => void details.refetch()} />}
      {details.data !== undefined && <Differences a={details.data.detailsA} b={details.data.detailsB} />}
    </div>
  );
}

function SpanLink({ label, trace, row, id, tenant }: { readonly label: string; readonly trace: OpenTrace; readonly row: number; readonly id: string; readonly tenant: string }) {
  const words = `${label}: ${formatDuration(trace.model.duration[row]!)}, self ${formatDuration(trace.model.self[row]!)}`;
  return id === 'file' ? <span>{words}</span> : <Link href={traceUrl(id, { span: trace.model.spanId(row), tenant })}>{words}</Link>;
}

function Differences({ a, b }: { readonly a: SpanDetails | null; readonly b: SpanDetails | null }) {
  if (a === null && b === null) return <p className={styles.none}>The server no longer has these spans.</p>;
  if (a === null || b === null) {
    const { attributes } = (a ?? b)!;
    return (
      <p className={styles.none}>
        Only {a === null ? 'B' : 'A'} has this span; it has {attributes.length.toLocaleString('en')} {attributes.length === 1 ? 'attribute' : 'attributes'}.
      </p>
    );
  }
  const { fields, equal } = compareDetails(a, b);
  return (
    <>
      {fields.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">A</th>
              <th scope="col">B</th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => (
              <tr key={`${field.scope} ${field.key}`}>
                <th scope="row">
                  <span className={styles.scope}>{scopeNames[field.scope]}</span> {field.key}
                </th>
                <Value text={field.a} />
                <Value text={field.b} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className={styles.none}>
        {fields.length === 0 ? 'No attribute, status or event differs. ' : ''}
        {equal.toLocaleString('en')} {equal === 1 ? 'attribute is' : 'attributes are'} the same.
      </p>
    </>
  );
}

const scopeNames: Record<FieldDifference['scope'], string> = {
  span: 'span',
  status: 'status',
  attribute: 'span',
  resource: 'resource',
  scope: 'scope',
  event: 'event',
  link: 'span',
};

/** Values of any length; very long ones are cut here and whole in the trace. */
const MOST_CHARACTERS = 400;

function Value({ text }: { readonly text: string | null }) {
  if (text === null) return <td className={styles.absent}>–</td>;
  return <td>{text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text}</td>;
}
