import { formatDuration } from '../../time/durations';
import { Dialog } from '../../ui/Dialog';
import { ServiceName } from '../colors/ServiceName';
import { ErrorMark } from '../table/ErrorMark';
import styles from './StatisticsDialog.module.css';
import { statisticsOf, type DurationStatistics } from './statistics';
import type { TraceResult } from './traceResult';

/** Properties of `StatisticsDialog`. */
export interface StatisticsDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly traces: readonly TraceResult[];
}

/** Figures of the ticked traces together: durations, roots, services. */
export function StatisticsDialog({ open, onOpenChange, traces }: StatisticsDialogProps) {
  const statistics = statisticsOf(traces);
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Statistics over ${traces.length.toLocaleString('en')} ${traces.length === 1 ? 'trace' : 'traces'}`}
      description="From what the search answered about the ticked traces."
      width="lg"
    >
      <div className={styles.statistics}>
        <dl className={styles.facts}>
          <Fact name="Spans" value={statistics.spans.toLocaleString('en')} />
          <Fact name="With errors" value={statistics.errors.toLocaleString('en')} />
          <Fact name="Traces with errors" value={statistics.tracesWithErrors.toLocaleString('en')} />
          {durationColumns.map(([key, name]) => <Fact key={key} name={name} value={formatDuration(statistics.duration[key])} />)}
        </dl>
        <div className={styles.scroll}>
          <table className={styles.table}>
            <caption>By root</caption>
            <thead>
              <tr>
                <th scope="col">Root</th>
                <th scope="col" className={styles.figure}>Traces</th>
                {durationColumns.map(([key, name]) => <th key={key} scope="col" className={styles.figure}>{name}</th>)}
              </tr>
            </thead>
            <tbody>
              {statistics.roots.map((root) => (
                <tr key={`${root.service} ${root.name}`}>
                  <th scope="row">
                    <span className={styles.root}>
                      {root.service === undefined ? 'root not received' : <ServiceName service={root.service} />}
                      {root.name}
                    </span>
                  </th>
                  <td className={styles.figure}>{root.traces.toLocaleString('en')}</td>
                  {durationColumns.map(([key]) => <td key={key} className={styles.figure}>{formatDuration(root.duration[key])}</td>)}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <div className={styles.scroll}>
          <table className={styles.table}>
            <caption>By service</caption>
            <thead>
              <tr>
                <th scope="col">Service</th>
                <th scope="col" className={styles.figure}>Traces</th>
                <th scope="col" className={styles.figure}>Spans</th>
                <th scope="col" className={styles.figure}>With errors</th>
              </tr>
            </thead>
            <tbody>
              {statistics.services.map(({ service, traces: count, spans, errors }) => (
                <tr key={service}>
                  <th scope="row"><ServiceName service={service} /></th>
                  <td className={styles.figure}>{count.toLocaleString('en')}</td>
                  <td className={styles.figure}>{spans.toLocaleString('en')}</td>
                  <td className={styles.figure}><ErrorMark count={errors} /></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </Dialog>
  );
}

const durationColumns: readonly (readonly [keyof DurationStatistics, string])[] = [
  ['min', 'Shortest'], ['median', 'Median'], ['mean', 'Mean'], ['p95', 'p95'], ['max', 'Longest'],
];

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
