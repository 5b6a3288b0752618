import { useEffect } from 'react';
import { ApiError } from '../api/ApiError';
import { useServerStatus, type ServerStatus } from '../api/status';
import { useRefresh } from '../app/refresh';
import { formatDuration } from '../time/durations';
import { InstantText } from '../time/InstantText';
import { Button } from '../ui/Button';
import { ErrorState } from '../ui/ErrorState';
import { formatBytes, formatCount, formatRate } from '../ui/formatNumbers';
import { LoadingState } from '../ui/LoadingState';
import { Notice } from '../ui/Notice';
import { statusCodec } from '../url/statusRoute';
import { useRouteState } from '../url/useRouteState';
import { HealthMark } from './HealthMark';
import { logAge } from './logAge';
import { LastErrors } from './LastErrors';
import { HistorySwitch } from './HistorySwitch';
import { Measure, type MeasureFact } from './Measure';
import { RefusedSpans } from './RefusedSpans';
import styles from './StatusPage.module.css';

/** Everything of AD-1, asked for again every ten seconds. */
export function ServerStatusOverview() {
  const { state, change } = useRouteState(statusCodec);
  const status = useServerStatus(true);
  const { refetch } = status;
  const tick = useRefresh((refresh) => refresh.tick);
  useEffect(() => {
    if (tick > 0) void refetch();
  }, [tick, refetch]);

  if (status.isPending) return <LoadingState label="Asking for the status" />;
  if (status.data === undefined) {
    return <ErrorState error={status.error} title="The status could not be loaded." onRetry={() => void status.refetch()} />;
  }
  return (
    <>
      {status.isError && !isOffline(status.error) && (
        <Notice
          tone="warning"
          title="These numbers are old."
          actions={
            <Button size="sm" onClick={() => void status.refetch()}>
              Try again
            </Button>
          }
        >
          The last attempt to refresh them failed: {status.error.message}
        </Notice>
      )}
      <Head status={status.data} history={state.history} onHistory={(history) => change({ history }, 'push')} />
      <Measures status={status.data} history={state.history} />
      <RefusedSpans refused={status.data.ingest.refused} />
      <LastErrors errors={status.data.errors} />
    </>
  );
}

/** The shell's own banner says that the server does not answer. */
function isOffline(error: Error): boolean {
  return error instanceof ApiError && error.isOffline;
}

interface HeadProps {
  status: ServerStatus;
  history: 'hour' | 'day';
  onHistory: (history: 'hour' | 'day') => void;
}

function Head({ status, history, onHistory }: HeadProps) {
  return (
    <header className={styles.head}>
      <div className={styles.identity}>
        <h2 className={styles.name}>Status</h2>
        <HealthMark health={status.health} />
      </div>
      <dl className={styles.facts}>
        <div>
          <dt>Version</dt>
          <dd>
            {status.version}
            {status.commit !== '' && <span className="mono"> {status.commit.slice(0, 10)}</span>}
          </dd>
        </div>
        <div>
          <dt>Running for</dt>
          <dd>{formatDuration(Math.round(status.uptimeSeconds) * 1e9)}</dd>
        </div>
        <div>
          <dt>Since</dt>
          <dd>
            <InstantText unixNano={BigInt(status.startedUnixNano)} />
          </dd>
        </div>
      </dl>
      <HistorySwitch value={history} onChange={onHistory} />
      {status.health.reasons.length > 0 && (
        <Notice tone="warning" title={status.health.ready ? 'Ready, but:' : 'Not ready:'} className={styles.reasons ?? ''}>
          {status.health.reasons.join(' ')}
        </Notice>
      )}
    </header>
  );
}

function Measures({ status, history }: { status: ServerStatus; history: 'hour' | 'day' }) {
  const { ingest, log, live, blocks, queries, process, disk } = status;
  const past = status.history[history];
  const refused = ingest.refused.reduce((sum, { count }) => sum + count, 0);
  const full = disk.totalBytes > 0 ? 1 - disk.freeBytes / disk.totalBytes : 0;
  const { stepSeconds } = past;
  const endMs = Number(BigInt(status.startedUnixNano) / 1_000_000n) + status.uptimeSeconds * 1000;
  const ingestFacts: MeasureFact[] = [
    ['Bytes', `${formatBytes(ingest.bytesPerSecond)}/s`],
    ['Spans since start', formatCount(ingest.spansTotal)],
    ['Bytes since start', formatBytes(ingest.bytesTotal)],
    ['Refused since start', formatCount(refused), refused > 0],
  ];
  const queryFacts: MeasureFact[] = [
    ['Half answer within', `${formatDuration(queries.p50Ms * 1e6)}`],
    ['99 of 100 within', `${formatDuration(queries.p99Ms * 1e6)}`],
    ['Running', formatCount(queries.running)],
    ['Waiting', formatCount(queries.waiting), queries.waiting > 0],
  ];
  const memoryFacts: MeasureFact[] = [
    ['Managed heap', formatBytes(process.gcHeapBytes)],
    ['Processor time', formatDuration(Math.round(process.cpuSeconds) * 1e9)],
  ];
  const storageFacts: MeasureFact[] = [
    ['Blocks', `${formatCount(blocks.count)} with ${formatCount(blocks.spans)} spans`],
    ['Not yet in blocks', `${formatCount(live.spans)} spans, ${formatCount(live.traces)} traces, ${formatBytes(live.bytes)}`],
    ['Log', `${formatBytes(log.bytes)} in ${formatCount(log.segments)} ${log.segments === 1 ? 'segment' : 'segments'}`],
    ['Oldest in the log', logAge(log)],
    ['Disk free', `${formatBytes(disk.freeBytes)} of ${formatBytes(disk.totalBytes)}`, full > 0.9],
  ];
  return (
    <div className={styles.measures}>
      <Measure
        title="Spans received"
        value={formatRate(ingest.spansPerSecond)}
        facts={ingestFacts}
        past={{ values: past.spansPerSecond, stepSeconds, endMs, format: formatRate }}
      />
      <Measure
        title="Queries"
        value={formatRate(queries.perSecond)}
        facts={queryFacts}
        past={{ values: past.queriesPerSecond, stepSeconds, endMs, format: formatRate }}
      />
      <Measure
        title="Memory"
        value={formatBytes(process.memoryBytes)}
        facts={memoryFacts}
        past={{ values: upToNow(past.memoryBytes, process.memoryBytes), stepSeconds, endMs, format: formatBytes }}
      />
      <Measure title="Stored" value={formatBytes(blocks.bytes)} facts={storageFacts} />
    </div>
  );
}

/** The last step counts what is now, too: the highest value is never below the one shown. */
function upToNow(values: readonly number[], now: number): number[] {
  return values.length === 0 ? [] : [...values.slice(0, -1), Math.max(values.at(-1)!, now)];
}
