import { formatDuration } from '../time/durations';

/** How long ago the oldest span came that is in the log alone; the log of a server at rest holds none. */
export function logAge({ segments, oldestSeconds }: { readonly segments: number; readonly oldestSeconds: number }): string {
  if (segments === 0 || oldestSeconds <= 0) return 'none';
  return oldestSeconds < 1 ? 'under 1 s' : formatDuration(Math.round(oldestSeconds) * 1e9);
}
