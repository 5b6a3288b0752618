import { useEffect, useRef, useState } from 'react';

export interface Retry {
  /** Whole seconds until the next attempt; `null` when there will be none. */
  secondsLeft: number | null;
  /** Attempts made so far. */
  attempts: number;
  retryNow: () => void;
}

/** The waits between attempts, in seconds. */
export const retryWaits: readonly number[] = [1, 2, 4, 8, 15, 30];

/**
 * Calls `attempt` again and again with growing waits while the component is shown. After the last wait it goes on
 * with that one when `forever`, otherwise it stops.
 */
export function useRetry(attempt: () => void, { forever = false, enabled = true }: { forever?: boolean; enabled?: boolean } = {}): Retry {
  const waitAfter = (attempts: number) => retryWaits[attempts] ?? (forever ? retryWaits.at(-1)! : null);
  const [{ attempts, secondsLeft }, setState] = useState(() => ({ attempts: 0, secondsLeft: waitAfter(0) }));
  const wait = waitAfter(attempts);
  const latest = useRef(() => undefined as void);
  const run = () => {
    attempt();
    setState({ attempts: attempts + 1, secondsLeft: waitAfter(attempts + 1) });
  };
  useEffect(() => {
    latest.current = run;
  });

  useEffect(() => {
    if (!enabled || wait === null) return undefined;
    let left = wait;
    const timer = setInterval(() => {
      left -= 1;
      if (left > 0) {
        setState((before) => ({ ...before, secondsLeft: left }));
      } else {
        clearInterval(timer);
        latest.current();
      }
    }, 1_000);
    return () => clearInterval(timer);
  }, [attempts, wait, enabled]);

  return { secondsLeft: enabled ? secondsLeft : null, attempts, retryNow: run };
}
