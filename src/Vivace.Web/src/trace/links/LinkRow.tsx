import { ExternalLink } from 'lucide-react';
import type { MouseEvent } from 'react';
import { useLocation } from 'wouter';
import { traceUrl } from '../../url/traceRoute';
import { useTrace, useTraceActions } from '../TraceStoreContext';
import styles from './LinkRow.module.css';
import type { LinkTarget } from './linkTargets';
import { pushTrail } from './linkTrail';

export interface LinkRowProps {
  traceId: string;
  spanId: string;
  /** `undefined` while it is not known, `null` when there is no such span. */
  target: LinkTarget | null | undefined;
  isLoading?: boolean;
  note: string;
}

/** The other end of a link: opens in place with a way back, or in a new tab. */
export function LinkRow({ traceId, spanId, target, isLoading = false, note }: LinkRowProps) {
  const model = useTrace((state) => state.model);
  const selectedRow = useTrace((state) => state.selectedRow);
  const actions = useTraceActions();
  const [, navigate] = useLocation();
  const isHere = traceId === model.traceId;
  const url = traceUrl(traceId, { span: spanId });

  const open = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    pushTrail({
      traceId: model.traceId,
      spanId: selectedRow < 0 ? '' : model.spanId(selectedRow),
      label: selectedRow < 0 ? model.rootName : model.spanName(selectedRow),
      url: window.location.pathname + window.location.search,
    });
    const row = isHere ? model.rowOfSpan(spanId) : -1;
    if (row >= 0) actions.select(row, { details: true });
    else navigate(url);
  };

  return (
    <div className={styles.link}>
      <a className={styles.target} href={url} onClick={open}>
        {target ? (
          <>
            <span className={styles.service}>{target.service}</span>
            <span className={styles.name}>{target.name}</span>
          </>
        ) : (
          <span className="mono">{spanId === '' ? traceId : spanId}</span>
        )}
      </a>
      <a className={styles.newTab} href={url} target="_blank" rel="noreferrer" title="Open in a new tab">
        <ExternalLink aria-hidden />
        <span className="visually-hidden">Open in a new tab</span>
      </a>
      <div className={styles.facts}>
        {isHere ? 'in this trace' : <span className="mono">{traceId}</span>}
        {isLoading && ' · looking it up'}
        {target === null && ' · not found on this server'}
        {note !== '' && ` · ${note}`}
      </div>
    </div>
  );
}
