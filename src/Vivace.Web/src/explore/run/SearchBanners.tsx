import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { PartialBanner } from '../../ui/PartialBanner';
import { computesSeries } from '../series/units';
import { doneShare, type SearchState } from './searchState';

/** Properties of `SearchBanners`. */
export interface SearchBannersProps {
  readonly state: SearchState;
  readonly onRunAgain: () => void;
  /** Half the range; absent when it is as short as it may be. */
  readonly onNarrow: (() => void) | undefined;
}

/** What is said above the results when they are not all, or not what the query asked for. */
export function SearchBanners({ state, onRunAgain, onNarrow }: SearchBannersProps) {
  const { phase, warnings, request } = state;
  const reasons = partialReasons(state);
  const notes = warnings.filter(({ code }) => code === 'other').map(({ message }) => message);
  return (
    <>
      {request !== undefined && computesSeries(request.query) && (
        <Notice title="This query computes numbers.">They are above; below are the traces whose spans they come from.</Notice>
      )}
      {notes.map((note) => <Notice key={note}>{note}</Notice>)}
      {phase !== 'running' && (phase === 'done' || state.results.traces.length > 0) && (
        <PartialBanner
          reasons={reasons}
          actions={(
            <>
              {onNarrow !== undefined && <Button size="sm" onClick={onNarrow}>Halve the range</Button>}
              <Button size="sm" onClick={onRunAgain}>Run again</Button>
            </>
          )}
        />
      )}
    </>
  );
}

/** Why rows may be missing, apart from the limit; empty for a complete answer. Exports carry the same words. */
export function partialReasons({ phase, progress, warnings }: SearchState): string[] {
  const reasons = warnings
    .filter(({ code }) => code === 'partial' || code === 'timeout')
    .map(({ code, message }) => (message === '' ? (code === 'timeout' ? 'the search ran out of time' : 'some of the data could not be read') : message));
  if (phase === 'stopped') {
    const share = doneShare(progress);
    reasons.push(share === undefined ? 'stopped by you' : `stopped at ${Math.floor(share * 100)} %`);
  }
  if (phase === 'failed') reasons.push('the search failed before it was finished');
  return reasons;
}
