import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { request } from '../api/client';
import { useConnection, type ConnectionState } from '../api/connection';
import { Button } from '../ui/Button';
import { Notice } from '../ui/Notice';
import { useRetry } from '../ui/useRetry';
import { useRefresh } from './refresh';

/** Shown while the server cannot be reached; asks again with growing waits and refreshes the page when it is back. */
export function OfflineBanner() {
  const state = useConnection((connection) => connection.state);
  const queryClient = useQueryClient();
  const before = useRef<ConnectionState>('ok');
  useEffect(() => {
    if (state === 'ok' && before.current !== 'ok') {
      void queryClient.invalidateQueries();
      useRefresh.getState().refresh();
    }
    before.current = state;
  }, [state, queryClient]);
  return state === 'ok' ? null : <Waiting state={state} />;
}

function Waiting({ state }: { state: 'lost' | 'unready' }) {
  const { secondsLeft, retryNow } = useRetry(() => void request('/api/vivace/about').catch(() => undefined), { forever: true });
  return (
    <Notice
      tone="warning"
      title={state === 'lost' ? 'The server does not answer.' : 'The server is not ready yet.'}
      actions={
        <Button size="sm" onClick={retryNow}>
          Try now
        </Button>
      }
    >
      What you see is kept. <span className="tabular">Trying again in {secondsLeft ?? 0} s.</span>
    </Notice>
  );
}
