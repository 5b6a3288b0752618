import { RotateCw, SearchX } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatDuration } from '../time/durations';
import { Button } from './Button';
import { CopyButton } from './CopyButton';
import { EmptyState } from './EmptyState';
import styles from './TraceNotFound.module.css';
import { useRetry } from './useRetry';

export interface TraceNotFoundProps {
  traceId: string;
  /** Asks again; called by the component itself with growing waits for about a minute. */
  onRetry: () => void;
  /** How long the server keeps traces, when it says so. */
  retentionSeconds?: number | undefined;
  /** What was searched, when it was not everything. */
  searched?: string;
  actions?: ReactNode;
}

/** A trace id that no trace answers to: what was checked, why that may be, and a retry that runs by itself. */
export function TraceNotFound({ traceId, onRetry, retentionSeconds, searched = 'all times, stored and just received', actions }: TraceNotFoundProps) {
  const { secondsLeft, retryNow } = useRetry(onRetry);
  return (
    <EmptyState
      icon={<SearchX aria-hidden />}
      title="This trace was not found"
      actions={
        <>
          <Button icon={<RotateCw aria-hidden />} onClick={retryNow}>
            Try again
          </Button>
          {actions}
        </>
      }
    >
      <p className={styles.id}>
        <code>{traceId}</code>
        <CopyButton label="Copy trace id" text={traceId} size="sm" />
      </p>
      <p>Searched: {searched}.</p>
      <p role="status" className={styles.retry}>
        {secondsLeft === null
          ? 'Asked several times without an answer. Try again when the trace should have arrived.'
          : `It may not have arrived yet. Asking again in ${secondsLeft} s.`}
      </p>
      <div className={styles.reasons}>
        <h3>If it does not appear</h3>
        <ul>
          <li>The sender has not exported it yet. Exporters wait some seconds before they send a batch.</li>
          <li>It was not sampled: the application or a collector decided not to keep it.</li>
          <li>
            {retentionSeconds !== undefined && retentionSeconds > 0
              ? `It is older than the retention of this server, ${formatDuration(BigInt(Math.round(retentionSeconds)) * 1_000_000_000n)}.`
              : 'It is older than the retention of this server.'}
          </li>
          <li>It was stored for another tenant or on another server.</li>
        </ul>
      </div>
    </EmptyState>
  );
}
