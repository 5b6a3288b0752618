import { CircleAlert } from 'lucide-react';
import { Link } from 'wouter';
import { colorOfService } from '../../explore/colors/serviceColors';
import { formatDuration } from '../../time/durations';
import type { TraceModel } from '../../trace/model/TraceModel';
import { classes } from '../../ui/classes';
import { outlineRows } from './outlineRows';
import styles from './TraceOutline.module.css';

export interface TraceOutlineProps {
  readonly model: TraceModel;
  /** 1 for each row that the view is about. */
  readonly matched: Uint8Array | undefined;
  readonly hrefOf: (spanId: string) => string;
}

/** The spans of a trace as a short waterfall; each leads to itself in the whole trace. */
export function TraceOutline({ model, matched, hrefOf }: TraceOutlineProps) {
  const { rows, left } = outlineRows(model, matched);
  const total = Math.max(1, model.durationNano);
  return (
    <>
      <ol className={styles.rows} aria-label="Spans">
        {rows.map((row) => {
          const isError = model.isError(row);
          const service = model.serviceName(row);
          return (
            <li key={row} className={classes(styles.row, matched?.[row] === 1 && styles.matched)}>
              <Link href={hrefOf(model.spanId(row))} className={styles.link ?? ''} style={{ paddingLeft: 6 + Math.min(model.depth[row]!, 10) * 10 }} title={`${service} ${model.spanName(row)}`}>
                {isError && <CircleAlert aria-label="error" className={styles.error} />}
                <span className={styles.service}>{service}</span>
                <span className={styles.name}>{model.spanName(row)}</span>
              </Link>
              <span className={styles.timeline} aria-hidden>
                <span
                  className={styles.bar}
                  style={{
                    left: `${(model.start[row]! / total) * 100}%`,
                    width: `${Math.max(0.6, (model.duration[row]! / total) * 100)}%`,
                    background: isError ? 'var(--error)' : colorOfService(service),
                  }}
                />
              </span>
              <span className={styles.duration}>{formatDuration(model.duration[row]!)}</span>
            </li>
          );
        })}
      </ol>
      {left > 0 && <p className={styles.left}>{left.toLocaleString('en')} more spans in the whole trace.</p>}
    </>
  );
}
