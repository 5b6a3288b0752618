import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { formatDuration } from '../../time/durations';
import { InstantText } from '../../time/InstantText';
import { useZone } from '../../time/useZone';
import { StackTraceView } from '../../trace/details/stack/StackTraceView';
import { ServiceName } from '../../explore/colors/ServiceName';
import { Button } from '../../ui/Button';
import { classes } from '../../ui/classes';
import { CopyButton } from '../../ui/CopyButton';
import { TimeCursorLayer } from '../../ui/TimeCursorLayer';
import { tilePath } from '../breakdown/tileValues';
import type { DrillView } from '../drillView';
import { spansWithException, type ExceptionGroup, type NamedCount } from './exceptionGroups';
import styles from './ExceptionRow.module.css';

const WIDTH = 140;
const HEIGHT = 26;

export interface ExceptionRowProps extends Pick<DrillView, 'route' | 'change'> {
  readonly group: ExceptionGroup;
  /** The upper end of the trend that all rows share. */
  readonly most: number;
  readonly stepSeconds: number;
  /** When the trend begins, in Unix milliseconds. */
  readonly fromMs: number;
}

/** One group; opened it has the stack, where it comes from, and traces. */
export function ExceptionRow({ route, change, group, most, stepSeconds, fromMs }: ExceptionRowProps) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const zone = useZone();
  const { line, area } = tilePath(group.trend, most, WIDTH, HEIGHT);
  const keep = () => change({ ...spansWithException(route, group), select: 'auto', tab: 'breakdown' }, 'push');
  return (
    <li className={styles.group}>
      <button type="button" className={styles.head} aria-expanded={isOpen} aria-controls={id} onClick={() => setIsOpen(!isOpen)}>
        <ChevronRight aria-hidden className={classes(styles.chevron, isOpen && styles.open)} />
        <span className={styles.words}>
          <span className={styles.type}>{group.type === '' ? 'without a type' : group.type}</span>
          <span className={styles.message}>{group.message === '' ? 'no message' : group.message}</span>
        </span>
        <span className={styles.services}>{group.services.slice(0, 2).map(({ name }) => name).join(', ')}{group.services.length > 2 && ` and ${group.services.length - 2} more`}</span>
        <span className={styles.trend}>
          <svg className={styles.picture} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
            <path d={area} className={styles.area} />
            <path d={line} className={styles.line} vectorEffect="non-scaling-stroke" />
          </svg>
          <TimeCursorLayer fromMs={fromMs} toMs={fromMs + group.trend.length * stepSeconds * 1000} textAt={(ms) => group.trend[Math.floor((ms - fromMs) / stepSeconds / 1000)]?.toLocaleString('en')} />
        </span>
        <span className={styles.count}>{group.count.toLocaleString('en')}<span className="visually-hidden"> times</span></span>
        <span className={styles.seen}><span className="visually-hidden">last </span>{zone.timeOfDay(group.lastSeenUnixNano, 'second')}</span>
      </button>
      {isOpen && (
        <div className={styles.body} id={id}>
          <div className={styles.actions}>
            <Button size="sm" onClick={keep}>Keep only its spans</Button>
            {group.stack !== undefined && <CopyButton size="sm" withText label="Copy the stack" text={group.stack} />}
          </div>
          <dl className={styles.facts}>
            <div><dt>Message</dt><dd className={styles.sample}>{group.sampleMessage === '' ? group.message : group.sampleMessage}</dd></div>
            <div><dt>Seen</dt><dd><InstantText unixNano={group.firstSeenUnixNano} /> – <InstantText unixNano={group.lastSeenUnixNano} />, counted every {formatDuration(stepSeconds * 1e9)}</dd></div>
            <div><dt>Services</dt><dd><Counts counts={group.services} /></dd></div>
            <div><dt>Operations</dt><dd><Counts counts={group.operations} isPlain /></dd></div>
          </dl>
          {group.stack !== undefined && <div className={styles.stack}><StackTraceView text={group.stack} /></div>}
          {group.traces.length > 0 && (
            <ul className={styles.traces} aria-label="Traces with this exception">
              {group.traces.map((trace) => (
                <li key={trace.traceId}>
                  <Button size="sm" variant="ghost" onClick={() => change({ trace: trace.traceId }, 'push')}>
                    {trace.service} {trace.name} · {zone.timeOfDay(trace.startUnixNano, 'second')}
                  </Button>
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </li>
  );
}

function Counts({ counts, isPlain = false }: { readonly counts: readonly NamedCount[]; readonly isPlain?: boolean }) {
  return (
    <ul className={styles.counts}>
      {counts.map(({ name, count }) => <li key={name}>{isPlain ? name : <ServiceName service={name} />} {count.toLocaleString('en')}</li>)}
    </ul>
  );
}
