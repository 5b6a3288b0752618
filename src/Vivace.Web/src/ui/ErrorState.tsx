import { CircleAlert, Lock, RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiError } from '../api/ApiError';
import { Button } from './Button';
import { classes } from './classes';
import { CopyButton } from './CopyButton';
import { describeRefusal } from './describeRefusal';
import styles from './ErrorState.module.css';

export interface ErrorStateProps {
  error: unknown;
  /** What could not be done: "The search did not finish." */
  title?: string;
  onRetry?: () => void;
  /** Further buttons. */
  actions?: ReactNode;
  /** Smaller, for a panel instead of a page. */
  compact?: boolean;
}

/** What went wrong, in a plain sentence, with everything that a report needs and a way to try again. */
export function ErrorState({ error, title, onRetry, actions, compact = false }: ErrorStateProps) {
  const message = error instanceof Error ? error.message : String(error);
  const api = error instanceof ApiError ? error : null;
  const refusal = api === null ? null : describeRefusal(api.status);
  const heading = refusal?.title ?? title ?? 'This could not be loaded.';
  const Icon = refusal === null ? CircleAlert : Lock;
  return (
    <div className={classes(styles.error, compact && styles.compact)} role="alert">
      <Icon aria-hidden className={styles.icon} />
      <h2 className={styles.title}>{heading}</h2>
      <p className={styles.message}>{message}</p>
      {refusal !== null && <p className={styles.message}>{refusal.help}</p>}
      {api !== null && (
        <dl className={styles.facts}>
          {api.status > 0 && (
            <div>
              <dt>Status</dt>
              <dd>{api.status}</dd>
            </div>
          )}
          {api.requestId !== null && (
            <div>
              <dt>Request id</dt>
              <dd className="mono">{api.requestId}</dd>
            </div>
          )}
        </dl>
      )}
      <div className={styles.actions}>
        {onRetry !== undefined && (
          <Button icon={<RotateCw aria-hidden />} onClick={onRetry}>
            Try again
          </Button>
        )}
        {actions}
        <CopyButton label="Copy details" text={() => errorDetails(heading, message, api)} withText />
      </div>
    </div>
  );
}

function errorDetails(title: string, message: string, api: ApiError | null): string {
  const lines = [title, message];
  if (api !== null) {
    lines.push(`path: ${api.path}`, `status: ${api.status === 0 ? 'no answer' : api.status}`);
    if (api.requestId !== null) lines.push(`request id: ${api.requestId}`);
  }
  lines.push(`page: ${window.location.href}`, `time: ${new Date().toISOString()}`);
  return lines.join('\n');
}
