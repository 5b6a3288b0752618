import { useQuery } from '@tanstack/react-query';
import { useTenant } from '../../api/tenant';
import { formatDuration } from '../../time/durations';
import { useZone } from '../../time/useZone';
import { Skeleton } from '../../ui/Skeleton';
import { fetchExamples } from '../data/fetchExamples';
import type { DrillView } from '../drillView';
import { includes, type FieldValue } from '../query/conditions';
import { spansetOf } from '../query/drillQuery';
import type { ComparePlan, SideSpans } from './comparePlan';
import styles from './ExampleTraces.module.css';

/** Traces of each side. */
const listed = 4;

export interface ExampleTracesProps extends Pick<DrillView, 'route' | 'change'> {
  readonly plan: ComparePlan;
  readonly field: string;
  readonly value: FieldValue;
}

/** Traces of both sides whose spans have the value. */
export function ExampleTraces({ plan, ...shared }: ExampleTracesProps) {
  return (
    <div className={styles.examples}>
      <Side {...shared} title="Selection" side={plan.selection} />
      <Side {...shared} title="Baseline" side={plan.baseline} />
    </div>
  );
}

function Side({ route, change, field, value, title, side }: Omit<ExampleTracesProps, 'plan'> & { readonly title: string; readonly side: SideSpans }) {
  const tenant = useTenant((state) => state.tenant);
  const zone = useZone();
  const query = spansetOf(route, side.condition, includes(field, value));
  const { data, error } = useQuery({
    queryKey: ['drilldown-examples', tenant, query, side.startSeconds, side.endSeconds],
    queryFn: ({ signal }) => fetchExamples(query, side.startSeconds, side.endSeconds, listed, signal),
    staleTime: 60_000,
    retry: false,
  });
  return (
    <section aria-label={`${title}: example traces`} className={styles.side}>
      <h5 className={styles.title}>{title}</h5>
      {error !== null && <p className={styles.note}>{error.message}</p>}
      {error === null && data === undefined && <Skeleton rows={2} height={16} />}
      {data?.length === 0 && <p className={styles.note}>No trace</p>}
      {data?.map((trace) => {
        const span = trace.spansets[0]?.spans[0];
        return (
          <button key={trace.traceId} type="button" className={styles.trace} onClick={() => change({ trace: trace.traceId }, 'push')}>
            <span className={styles.name}>{trace.rootService ?? 'root not received'} {trace.rootName}</span>
            <span className={styles.facts}>{formatDuration(span?.durationNanoseconds ?? trace.durationNanoseconds)} · {zone.timeOfDay(trace.startUnixNano, 'second')}</span>
          </button>
        );
      })}
    </section>
  );
}
