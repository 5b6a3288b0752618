import { useEffect, useState } from 'react';
import { formatBytes } from '../../ui/formatNumbers';
import { doneShare, type SearchState } from '../run/searchState';

import { sortLabel } from './sortOrder';
import styles from './SummaryLine.module.css';

/** How a search goes or went: a bar while it runs, and what was found and looked at in words. */
export function SummaryLine({ state }: { state: SearchState }) {
  const { phase, progress, results, request, startedAtMs, endedAtMs, warnings } = state;
  const nowMs = useClock(phase === 'running');
  if (request === undefined) return <div className={styles.summary} />;
  const share = doneShare(progress);
  const found = state.isStale ? 0 : results.traces.length;
  const elapsedMs = Math.max(0, (endedAtMs ?? nowMs) - startedAtMs);
  // The bar and the figures would only flicker for searches that are done at once.
  const isLong = phase === 'running' && elapsedMs >= 300;

  return (
    <div className={styles.summary}>
      {isLong && <progress className={styles.bar} aria-label="Search" max={1} {...(share === undefined ? {} : { value: share })} />}
      <p className={styles.words} role="status">
        <strong>{headline(phase, found, share)}</strong>
        <span className={styles.order}>{sortLabel(request.sort)}, by the server</span>
        {phase !== 'running' && warnings.some(({ code }) => code === 'limit') && <span>more may match</span>}
        {progress !== undefined && (
          <>
            {isLong && progress.totalJobs > 0 && <span>{progress.completedJobs.toLocaleString('en')} of {progress.totalJobs.toLocaleString('en')} jobs</span>}
            {progress.inspectedSpans > 0 && <span>{progress.inspectedSpans.toLocaleString('en')} spans inspected</span>}
            {progress.inspectedSpans === 0 && progress.inspectedTraces > 0 && <span>{progress.inspectedTraces.toLocaleString('en')} traces inspected</span>}
            {progress.inspectedBytes > 0 && <span>{formatBytes(progress.inspectedBytes)}</span>}
          </>
        )}
        {(endedAtMs !== undefined || isLong) && <span>{formatElapsed(elapsedMs)}</span>}
      </p>
    </div>
  );
}

function headline(phase: SearchState['phase'], found: number, share: number | undefined): string {
  const traces = `${found.toLocaleString('en')} ${found === 1 ? 'trace' : 'traces'}`;
  const percent = share === undefined ? undefined : `${Math.floor(share * 100)} %`;
  switch (phase) {
    case 'running':
      return found === 0 ? `Searching${percent === undefined ? '…' : `, ${percent}`}` : `${traces} so far${percent === undefined ? '' : `, ${percent}`}`;
    case 'stopped':
      return percent === undefined ? `${traces}, stopped` : `${traces}, stopped at ${percent}`;
    case 'failed':
      return found === 0 ? 'No result' : `${traces} before the search failed`;
    default:
      return traces;
  }
}

/** The time now, every 200 ms while something runs. */
function useClock(isRunning: boolean): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => setNowMs(Date.now()), 200);
    return () => clearInterval(timer);
  }, [isRunning]);
  return nowMs;
}

function formatElapsed(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
