import { useState } from 'react';
import { Link } from 'wouter';
import { useCancelQuery, useQueries, type RunningQuery } from '../../api/queries';
import { ApiError } from '../../api/ApiError';
import { formatDuration } from '../../time/durations';
import { InstantText } from '../../time/InstantText';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { ErrorState } from '../../ui/ErrorState';
import { formatBytes, formatCompact, formatCount } from '../../ui/formatNumbers';
import { LoadingState } from '../../ui/LoadingState';
import { Notice } from '../../ui/Notice';
import { exploreUrl } from '../../url/exploreRoute';
import { DataTable } from '../DataTable';
import styles from '../StatusPage.module.css';
import own from './QueriesTab.module.css';

/** AD-5: what runs now, with a way to end it, and what took long lately. */
export function QueriesTab() {
  const queries = useQueries();
  const cancel = useCancelQuery();
  const [asked, setAsked] = useState<RunningQuery | null>(null);
  if (queries.data === undefined) {
    if (queries.isError) return <ErrorState error={queries.error} title="The queries could not be listed." onRetry={() => void queries.refetch()} />;
    return <LoadingState label="Asking for the queries" />;
  }
  const { running, waiting, slow } = queries.data;
  // One that ended by itself between the question and the click needs no word.
  const hasFailed = cancel.isError && !(cancel.error instanceof ApiError && cancel.error.status === 404);
  return (
    <>
      {queries.isError && (
        <Notice tone="warning" title="This list is old.">
          The last attempt to refresh it failed: {queries.error.message}
        </Notice>
      )}
      {hasFailed && (
        <Notice tone="error" title="The query was not cancelled." onDismiss={() => cancel.reset()}>
          {cancel.error?.message}
        </Notice>
      )}
      <section className={styles.section} aria-label="Running queries">
        <h2>
          Running <span className={own.count}>{formatCount(running.length)}</span>
          {waiting > 0 && <span className={own.count}>, {formatCount(waiting)} waiting for their turn</span>}
        </h2>
        <div className={styles.card}>
          <DataTable
            label="Running queries"
            none="No query is running."
            rows={[...running].sort((a, b) => b.elapsedMs - a.elapsedMs)}
            keyOf={({ id }) => id}
            columns={[
              { label: 'Query', isText: true, render: ({ query, kind }) => <QueryText query={query} kind={kind} /> },
              { label: 'Tenant', isText: true, render: ({ tenant }) => tenant || '–' },
              { label: 'Asked by', isText: true, render: ({ client }) => client ?? '–' },
              { label: 'Runs for', render: ({ elapsedMs }) => formatDuration(elapsedMs * 1e6) },
              { label: 'Read', render: ({ inspectedBytes }) => formatBytes(Number(inspectedBytes)) },
              {
                label: 'Cancel',
                isAction: true,
                render: (query) => (
                  <Button size="sm" disabled={cancel.isPending} onClick={() => setAsked(query)} aria-label={`Cancel ${query.query || query.kind}`}>
                    Cancel
                  </Button>
                ),
              },
            ]}
          />
        </div>
      </section>
      <section className={styles.section} aria-label="Slow queries">
        <h2>
          Slow lately <span className={own.count}>{formatCount(slow.length)}</span>
        </h2>
        <div className={styles.card}>
          <DataTable
            label="Slow queries"
            none="No query took long since the server started."
            rows={slow}
            keyOf={({ startedUnixNano, query, elapsedMs }) => `${startedUnixNano} ${elapsedMs} ${query}`}
            columns={[
              { label: 'Query', isText: true, render: ({ query, kind }) => <QueryText query={query} kind={kind} /> },
              { label: 'Tenant', isText: true, render: ({ tenant }) => tenant || '–' },
              { label: 'Began', render: ({ startedUnixNano }) => <InstantText unixNano={BigInt(startedUnixNano)} /> },
              { label: 'Took', render: ({ elapsedMs }) => formatDuration(elapsedMs * 1e6) },
              { label: 'Read', render: ({ inspectedBytes }) => formatBytes(Number(inspectedBytes)) },
              { label: 'Spans', render: ({ inspectedSpans }) => formatCompact(Number(inspectedSpans)) },
              { label: 'Ended', isText: true, render: ({ status }) => <span className={status === 'ok' ? undefined : own.failed}>{endings[status] ?? status}</span> },
            ]}
          />
        </div>
      </section>
      {asked !== null && (
        <Dialog
          open
          onOpenChange={(open) => !open && setAsked(null)}
          title="Cancel this query?"
          description="Whoever asked gets what was found so far, or an error that says that it was cancelled."
          width="sm"
          footer={
            <>
              <Button onClick={() => setAsked(null)}>Let it run</Button>
              <Button
                variant="danger"
                onClick={() => {
                  cancel.mutate(asked.id);
                  setAsked(null);
                }}
              >
                Cancel the query
              </Button>
            </>
          }
        >
          <p className={own.query}>{asked.query || asked.kind}</p>
        </Dialog>
      )}
    </>
  );
}

const endings: Record<string, string> = { ok: 'answered', error: 'failed', cancelled: 'cancelled', timeout: 'ran out of time' };

function QueryText({ query, kind }: { readonly query: string; readonly kind: string }) {
  if (query === '') return <span>{kind}</span>;
  const isOpenable = kind === 'search' || kind === 'metrics';
  return (
    <span className={own.text} title={query}>
      <span className={own.kind}>{kind}</span>{' '}
      {isOpenable ? <Link href={exploreUrl({ q: query, mode: 'traceql' })}>{query}</Link> : query}
    </span>
  );
}
