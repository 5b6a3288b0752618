import { Link } from 'wouter';
import { ServiceName } from '../colors/ServiceName';
import type { TraceResult } from '../results/traceResult';
import styles from './RootName.module.css';

/** Service and name of a trace's root as a link to the trace; says so when the root was not received. */
export function RootName({ trace, href }: { trace: TraceResult; href: string }) {
  const isMissing = trace.rootService === undefined && trace.rootName === undefined;
  return (
    <Link href={href} className={styles.root} tabIndex={-1} onClick={(event: { stopPropagation: () => void }) => event.stopPropagation()}>
      {isMissing && <span className={styles.missing}>root not received</span>}
      {trace.rootService !== undefined && <span className={styles.service}><ServiceName service={trace.rootService} /></span>}
      {!isMissing && <span className={styles.name} title={trace.rootName}>{trace.rootName ?? 'no name'}</span>}
    </Link>
  );
}
