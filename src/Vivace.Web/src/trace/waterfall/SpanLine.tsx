import { CircleAlert, Link2 } from 'lucide-react';
import { memo, type CSSProperties } from 'react';
import { formatDuration } from '../../time/durations';
import { SpanFlag, kindName } from '../model/SpanFlag';
import { isAsync } from '../model/isAsync';
import { KindIcon } from './KindIcon';
import { NameCell } from './NameCell';
import styles from './SpanLine.module.css';
import { TimelineBar } from './TimelineBar';
import type { WaterfallRowProps } from './WaterfallRow';

/** A span: where it stands in the tree, who did what, and when. */
export const SpanLine = memo(function SpanLine({ shared, row, level, expanded, loading }: WaterfallRowProps) {
  const { model, colors, path, peers, columns } = shared;
  const error = model.isError(row);
  const hiddenErrors = expanded === false ? model.errorsBelow[row]! : 0;
  const peer = peers.get(row);
  const service = model.serviceName(row);
  const name = model.spanName(row);
  const pathShare = expanded === false && path !== null ? shareBelow(shared, row) : 0;
  return (
    <>
      <NameCell level={level} expanded={expanded} count={expanded === false ? model.descendants[row]! : model.childCount[row]!}>
        {error ? (
          <CircleAlert role="img" aria-label="error" className={styles.error} />
        ) : (
          hiddenErrors > 0 && (
            <span className={styles.hiddenErrors} title={`${hiddenErrors} failed below`}>
              <CircleAlert aria-hidden className={styles.error} />
              {hiddenErrors}
            </span>
          )
        )}
        <span className={styles.swatch} style={{ background: colors.css[colors.codes[row]!] } as CSSProperties} />
        <span className={styles.service} title={service}>
          {service === '' ? 'unknown service' : service}
        </span>
        <span className={styles.name} title={`${service} · ${name}`}>
          {name === '' ? 'unnamed' : name}
        </span>
        {peer !== undefined && (
          <span className={styles.peer} title={`Calls ${peer}, which sent no spans`}>
            → {peer}
          </span>
        )}
        {loading && <span className={styles.mark}>loading…</span>}
        {row === shared.firstCause && <span className={styles.cause}>first cause</span>}
        {pathShare > 0 && (
          <span className={styles.mark} title="Share of the critical path in what is hidden">
            {Math.round(pathShare * 100)} % of path
          </span>
        )}
        {model.has(row, SpanFlag.orphan) && (
          <span className={styles.mark} title="The parent of this span was not received">
            orphan
          </span>
        )}
        {model.has(row, SpanFlag.duplicateId) && (
          <span className={styles.mark} title="Another span has the same id">
            same id
          </span>
        )}
        <span className={styles.icons}>
          {model.has(row, SpanFlag.hasLinks) && <Link2 role="img" aria-label="has links" className={styles.icon} />}
          <KindIcon kind={model.kind[row]!} className={styles.icon} />
        </span>
      </NameCell>
      {columns.map((column) => (
        <div key={column.key} role="gridcell" className={styles.column} title={column.valueOf?.(row)}>
          {column.valueOf === null ? '…' : column.valueOf(row)}
        </div>
      ))}
      <TimelineBar
        shared={shared}
        row={row}
        start={model.start[row]!}
        end={model.end(row)}
        label={formatDuration(model.duration[row]!)}
        css={colors.css[colors.codes[row]!]!}
        hatched={isAsync(model, row)}
        collapsed={expanded === false}
        description={`${service} ${name}, ${kindName(model.kind[row]!)}, ${formatDuration(model.duration[row]!)}`}
      />
    </>
  );
});

/** Share of the path's time that is spent in the row and below it. */
function shareBelow({ model, path }: WaterfallRowProps['shared'], row: number): number {
  if (path === null) return 0;
  let spent = 0;
  for (const share of path.byRow) if (share.row >= row && share.row < model.subtreeEnd[row]!) spent += share.nanoseconds;
  return spent / path.duration;
}
