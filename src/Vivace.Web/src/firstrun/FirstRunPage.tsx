import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { showToast } from '../app/toasts';
import { Button } from '../ui/Button';
import { traceUrl } from '../url/traceRoute';
import styles from './FirstRunPage.module.css';
import { fetchNewestTrace } from './hasData';
import { SendTraces } from './SendTraces';

/** How often the server is asked for the first trace, in milliseconds. */
const ASK_MILLISECONDS = 2_000;

/** How far back the first trace is looked for, in seconds. */
const RANGE_SECONDS = 3_600;

/** A server without spans: how to send some, and a wait that turns into the first trace by itself. */
export function FirstRunPage({ onSkip }: { onSkip: () => void }) {
  const [, navigate] = useLocation();
  const queryClient = useQueryClient();
  const first = useQuery({
    queryKey: ['firstrun', 'newest'],
    queryFn: ({ signal }) => fetchNewestTrace(RANGE_SECONDS, signal),
    refetchInterval: ASK_MILLISECONDS,
    refetchIntervalInBackground: true,
    staleTime: 0,
  });

  const found = first.data ?? null;
  useEffect(() => {
    if (found === null) return;
    queryClient.setQueryData(['firstrun', 'hasData'], true);
    showToast(`The first trace arrived: ${found.rootServiceName ?? 'unknown service'} ${found.rootTraceName ?? ''}`.trim());
    navigate(traceUrl(found.traceID.padStart(32, '0')));
  }, [found, queryClient, navigate]);

  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>Send the first trace</h1>
        <p className={styles.lead}>This server has no spans yet. Point an application at it in one of these ways.</p>
        <div className={styles.wait} role="status">
          <span aria-hidden className={styles.pulse} />
          <span className={styles.words}>
            {first.isError ? 'The server could not be asked for traces. Asking again.' : 'Waiting for the first trace. It opens here by itself.'}
          </span>
          <Button size="sm" variant="ghost" onClick={onSkip}>
            Go to Explore
          </Button>
        </div>
      </header>
      <section aria-label="Ways to send spans" className={styles.card}>
        <SendTraces />
      </section>
    </div>
  );
}
