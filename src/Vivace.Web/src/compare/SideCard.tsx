import { ApiError } from '../api/ApiError';
import { Link } from 'wouter';
import { StatusCode } from '../trace/model/SpanFlag';
import { formatDuration } from '../time/durations';
import { InstantText } from '../time/InstantText';
import { Button } from '../ui/Button';
import { ErrorState } from '../ui/ErrorState';
import { Skeleton } from '../ui/Skeleton';
import { traceUrl } from '../url/traceRoute';
import { useComparedFiles, type Side } from './comparedFiles';
import styles from './SideCard.module.css';
import type { SideState } from './useSide';

export interface SideCardProps {
  readonly side: Side;
  readonly id: string;
  readonly tenant: string;
  readonly opening: SideState;
  readonly onRetry: () => void;
  readonly onChoose: () => void;
}

/** Which trace stands on a side, or why there is none. */
export function SideCard({ side, id, tenant, opening, onRetry, onChoose }: SideCardProps) {
  const file = useComparedFiles((state) => state[side]);
  const label = side === 'a' ? 'A' : 'B';
  return (
    <section className={styles.card} data-side={side} aria-label={`Trace ${label}`}>
      <span className={styles.mark} aria-hidden>
        {label}
      </span>
      <div className={styles.body}>
        <Content side={side} id={id} tenant={tenant} opening={opening} onRetry={onRetry} fileName={file?.fileName ?? ''} />
      </div>
      {id !== '' && (
        <Button size="sm" variant="ghost" onClick={onChoose} aria-label={`Change trace ${label}`}>
          Change
        </Button>
      )}
    </section>
  );
}

function Content({ side, id, tenant, opening, onRetry, fileName }: Omit<SideCardProps, 'onChoose'> & { readonly fileName: string }) {
  switch (opening.state) {
    case 'none':
      return <p className={styles.none}>No trace yet.</p>;
    case 'no-file':
      return <p className={styles.none}>After a reload the file has to be opened again.</p>;
    case 'loading':
      return <Skeleton rows={2} label={`Loading trace ${side.toUpperCase()}`} />;
    case 'failed':
      return (
        <ErrorState
          compact
          error={opening.error}
          title={opening.error instanceof ApiError && opening.error.status === 404 ? `Trace ${id.slice(0, 8)} was not found.` : 'The trace could not be loaded.'}
          onRetry={onRetry}
        />
      );
    case 'open': {
      const { model } = opening.trace;
      const errors = model.status.reduce((count, status) => count + (status === StatusCode.error ? 1 : 0), 0);
      const name = model.rootName === '' ? 'Root not received' : model.rootName;
      return (
        <>
          <div className={styles.name}>
            <span className={styles.service}>{model.rootService}</span>{' '}
            {id === 'file' ? <strong>{name}</strong> : <Link href={traceUrl(id, { tenant })}>{name}</Link>}
          </div>
          <div className={styles.facts}>
            <strong>{formatDuration(model.durationNano)}</strong>
            <span>{model.totalSpans.toLocaleString('en')} spans</span>
            <span className={errors > 0 ? styles.failing : undefined}>
              {errors.toLocaleString('en')} {errors === 1 ? 'error' : 'errors'}
            </span>
            {id === 'file' ? <span>{fileName}</span> : <InstantText unixNano={model.startUnixNano} />}
          </div>
        </>
      );
    }
  }
}
