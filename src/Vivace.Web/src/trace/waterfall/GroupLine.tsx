import { CircleAlert, Layers } from 'lucide-react';
import { formatDuration } from '../../time/durations';
import { KindIcon } from './KindIcon';
import { NameCell } from './NameCell';
import styles from './GroupLine.module.css';
import spanStyles from './SpanLine.module.css';
import { TimelineBar } from './TimelineBar';
import type { WaterfallRowProps } from './WaterfallRow';

/** A run of like siblings as one line: how many, how long altogether, and from the shortest to the longest. */
export function GroupLine({ shared, row, level, spans, expanded }: WaterfallRowProps) {
  const { model, groups, colors, columns } = shared;
  const group = groups.groupAt[row]!;
  const members = groups.members[group]!;
  const errors = groups.errors[group]!;
  const service = model.serviceName(row);
  const name = model.spanName(row);
  const average = groups.total[group]! / members;
  const facts = `${formatDuration(groups.shortest[group]!)} – ${formatDuration(groups.longest[group]!)}, avg ${formatDuration(average)}`;
  return (
    <>
      <NameCell level={level} expanded={expanded}>
        <span className={styles.times} title={`${members} like spans one after another`}>
          <Layers aria-hidden className={styles.icon} />
          {spans === members ? `${members}×` : `${spans} of ${members}`}
        </span>
        {errors > 0 && (
          <span className={spanStyles.hiddenErrors} title={`${errors} failed`}>
            <CircleAlert role="img" aria-label="errors" className={spanStyles.error} />
            {errors}
          </span>
        )}
        <span className={spanStyles.swatch} style={{ background: colors.css[colors.codes[row]!] }} />
        <span className={spanStyles.service}>{service}</span>
        <span className={spanStyles.name} title={`${service} · ${name}`}>
          {name}
        </span>
        <span className={styles.facts} title={`Shortest to longest and average: ${facts}`}>
          {facts}
        </span>
        <span className={spanStyles.icons}>
          <KindIcon kind={model.kind[row]!} className={spanStyles.icon} />
        </span>
      </NameCell>
      {columns.map((column) => (
        <div key={column.key} role="gridcell" aria-label="Several values" className={spanStyles.column} />
      ))}
      <TimelineBar
        shared={shared}
        row={-1}
        start={groups.from[group]!}
        end={groups.to[group]!}
        label={`Σ ${formatDuration(groups.total[group]!)}`}
        css={colors.css[colors.codes[row]!]!}
        description={`Σ ${formatDuration(groups.total[group]!)} altogether: ${members} spans ${service} ${name}, ${facts}, ${errors} failed`}
      />
    </>
  );
}
