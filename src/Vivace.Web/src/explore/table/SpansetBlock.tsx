import { CircleAlert } from 'lucide-react';
import { Link } from 'wouter';
import { ServiceName } from '../colors/ServiceName';
import { attributeOf, type MatchedSpan, type Spanset, type TraceResult } from '../results/traceResult';
import { formatDuration } from '../../time/durations';
import { AttributeChips } from './AttributeChips';
import { DurationBar } from './DurationBar';
import styles from './SpansetBlock.module.css';

/** Properties of `SpansetBlock`. */
export interface SpansetBlockProps {
  readonly trace: TraceResult;
  readonly spanset: Spanset;
  /** The address of the trace at a span, with the search's filter. */
  readonly hrefOf: (spanId: string) => string;
}

/** Attributes that have their own place in a span's line. */
const own = new Set(['service.name', 'status']);

/** One group of matched spans of a trace: what made the group, how many there are, and those that the answer lists. */
export function SpansetBlock({ trace, spanset, hrefOf }: SpansetBlockProps) {
  return (
    <section className={styles.block}>
      <header className={styles.header}>
        <span className={styles.count}>
          {spanset.spans.length === spanset.matched
            ? `${spanset.matched.toLocaleString('en')} matched ${spanset.matched === 1 ? 'span' : 'spans'}`
            : `${spanset.spans.length.toLocaleString('en')} of ${spanset.matched.toLocaleString('en')} matched spans`}
        </span>
        <AttributeChips attributes={spanset.attributes} />
      </header>
      <ul className={styles.spans}>
        {spanset.spans.map((span) => {
          const service = attributeOf(span, 'service.name')?.text;
          return (
            <li key={span.spanId}>
              <Link href={hrefOf(span.spanId)} className={styles.span}>
                <span className={styles.offset} title="after the start of the trace">+{formatDuration(offsetOf(trace, span))}</span>
                <span className={styles.service}>{service !== undefined && <ServiceName service={service} />}</span>
                <span className={styles.name} title={span.name}>
                  {span.name ?? span.spanId}
                  {attributeOf(span, 'status')?.text === 'error' && <CircleAlert aria-label="error" className={styles.error} />}
                </span>
                <span className={styles.duration}><DurationBar nanoseconds={span.durationNanoseconds} longest={trace.durationNanoseconds} /></span>
                <AttributeChips attributes={span.attributes.filter(({ key }) => !own.has(key))} />
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function offsetOf(trace: TraceResult, span: MatchedSpan): number {
  return Math.max(0, Number(span.startUnixNano - trace.startUnixNano));
}
