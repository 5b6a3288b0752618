import { QueryFilterBox } from '../../traceql/QueryFilterBox';
import { useTrace, useTraceActions } from '../TraceStoreContext';

/** The TraceQL filter of this trace. */
export function FilterBox() {
  const actions = useTraceActions();
  const filter = useTrace((state) => state.filter);
  const canMatch = useTrace((state) => state.services.canMatch);
  return (
    <QueryFilterBox
      label="Filter this trace by TraceQL"
      example="{ span.db.system != nil && duration > 10ms }"
      value={filter.text}
      onChange={(query) => actions.setFilter(query)}
      shortcutGroup="Trace: finding"
      unavailable={canMatch ? undefined : 'TraceQL filters need a server; this trace comes from a file'}
      error={filter.error}
    />
  );
}
