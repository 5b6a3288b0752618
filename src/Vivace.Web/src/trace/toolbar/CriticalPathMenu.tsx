import { ChevronDown, Route } from 'lucide-react';
import { formatDuration } from '../../time/durations';
import { Button } from '../../ui/Button';
import { IconButton } from '../../ui/IconButton';
import { Popover } from '../../ui/Popover';
import { useTrace, useTraceActions } from '../TraceStoreContext';
import styles from './CriticalPathMenu.module.css';

/** Spans listed; what is below the line takes next to no time. */
const mostListed = 100;

/** Switches the critical path on and off, and lists the spans on it with their share of the time. */
export function CriticalPathMenu() {
  const actions = useTraceActions();
  const model = useTrace((state) => state.model);
  const { shown, root, result } = useTrace((state) => state.criticalPath);
  const selected = useTrace((state) => state.selectedRow);
  const path = result?.path ?? null;
  return (
    <div className={styles.both}>
      <Button
        variant="ghost"
        icon={<Route aria-hidden />}
        aria-pressed={shown}
        title="Critical path (c): what everything else waited for"
        onClick={() => actions.setCriticalPath({ shown: !shown })}
      >
        <span className={styles.text}>Critical path</span>
      </Button>
      <Popover
        label="Critical path"
        align="end"
        className={styles.panel ?? ''}
        onOpenChange={(open) => open && actions.setCriticalPath({ shown: true })}
        trigger={<IconButton label="Spans on the critical path" icon={<ChevronDown aria-hidden />} />}
      >
        <h3>{root < 0 ? 'Critical path of the trace' : `Critical path of ${model.spanName(root)}`}</h3>
        <div className={styles.actions}>
          <Button size="sm" disabled={root < 0} onClick={() => actions.setCriticalPath({ root: -1 })}>
            Whole trace
          </Button>
          <Button size="sm" disabled={selected < 0 || selected === root} onClick={() => actions.setCriticalPath({ root: selected })}>
            Selected span
          </Button>
        </div>
        {result?.reason !== null && result !== null && <p className={styles.reason}>{result.reason}</p>}
        {path !== null && (
          <>
            <ol className={styles.list}>
              {path.byRow.slice(0, mostListed).map(({ row, nanoseconds }) => (
                <li key={row}>
                  <button type="button" className={styles.item} onClick={() => actions.select(row)}>
                    <span className={styles.share} style={{ width: `${(nanoseconds / path.duration) * 100}%` }} />
                    <span className={styles.name}>
                      <span className={styles.service}>{model.serviceName(row)}</span> {model.spanName(row)}
                    </span>
                    <span className={styles.number}>{formatDuration(nanoseconds)}</span>
                    <span className={styles.number}>{((nanoseconds / path.duration) * 100).toFixed(1)} %</span>
                  </button>
                </li>
              ))}
            </ol>
            {path.byRow.length > mostListed && (
              <p className={styles.reason}>and {(path.byRow.length - mostListed).toLocaleString('en')} more with less time</p>
            )}
          </>
        )}
      </Popover>
    </div>
  );
}
