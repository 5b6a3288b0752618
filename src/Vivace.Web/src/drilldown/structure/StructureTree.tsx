import { ChevronRight, GitCompareArrows, ListTree } from 'lucide-react';
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useLocation } from 'wouter';
import { ServiceName } from '../../explore/colors/ServiceName';
import { formatDuration } from '../../time/durations';
import { classes } from '../../ui/classes';
import { IconButton } from '../../ui/IconButton';
import { exploreUrl } from '../../url/exploreRoute';
import { exploreOf, type DrillView } from '../drillView';
import { withIncluded } from '../query/conditions';
import { formatPercent } from '../red/redNumbers';
import styles from './StructureTree.module.css';
import { causesOf, openAtFirst, structuralQuery, totalOf, visibleRows, type Cause, type StructureNode, type StructureRow } from './structureTree';

export interface StructureTreeProps extends Pick<DrillView, 'route' | 'change'> {
  readonly roots: readonly StructureNode[];
  readonly cause: Cause;
  /** The spanset of the view. */
  readonly view: string;
}

/** The merged tree. Arrow keys walk it as everywhere; Enter, or a click on a name, finds the spans in Explore, `c` compares them. */
export function StructureTree({ roots, cause, view, route, change }: StructureTreeProps) {
  const [open, setOpen] = useState<ReadonlySet<string>>(() => openAtFirst(roots, cause));
  const [activeId, setActiveId] = useState(roots[0]!.id);
  const body = useRef<HTMLTableSectionElement>(null);
  const [, navigate] = useLocation();
  const rows = visibleRows(roots, open);
  const causes = useMemo(() => causesOf(roots, cause), [roots, cause]);
  const total = totalOf(roots);

  const toggle = (id: string, isOpen: boolean) => setOpen((before) => {
    const next = new Set(before);
    if (isOpen) next.add(id);
    else next.delete(id);
    return next;
  });
  const focus = (id: string | undefined) => {
    if (id === undefined) return;
    setActiveId(id);
    body.current?.querySelector<HTMLElement>(`[data-node="${id}"]`)?.focus();
  };
  const find = ({ node, parent }: StructureRow) => navigate(exploreUrl({ ...exploreOf(route), q: structuralQuery(view, node, parent, cause), mode: 'traceql' }));
  // The node's spans are seldom those of the signal, which therefore gives way; filters stay.
  const compare = ({ node }: StructureRow) => change({
    signal: 'all',
    filters: withIncluded(withIncluded(route.filters, 'resource.service.name', textValue(node.service)), 'name', textValue(node.name)),
    select: 'auto',
    tab: 'comparison',
  }, 'push');
  const onKeyDown = (event: KeyboardEvent, row: StructureRow, index: number) => {
    if (event.target !== event.currentTarget) return;
    const { node, isOpen } = row;
    switch (event.key) {
      case 'ArrowDown':
        focus(rows[index + 1]?.node.id);
        break;
      case 'ArrowUp':
        focus(rows[index - 1]?.node.id);
        break;
      case 'ArrowRight':
        if (isOpen) focus(node.children[0]?.id);
        else if (node.children.length > 0) toggle(node.id, true);
        break;
      case 'ArrowLeft':
        if (isOpen && node.children.length > 0) toggle(node.id, false);
        else focus(row.parent?.id);
        break;
      case 'Enter':
        find(row);
        break;
      case 'c':
        compare(row);
        break;
      default:
        return;
    }
    event.preventDefault();
  };

  return (
    <div className={styles.scroll}>
      {/* A tree whose lines have columns is a treegrid; its cells stay those of a table. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role */}
      <table className={styles.table} role="treegrid" aria-label={cause === 'errors' ? 'Where errors come from' : 'Where the time goes'}>
        <thead>
          <tr>
            <th scope="col" className={styles.nameHead}>Operation</th>
            <th scope="col">Spans</th>
            <th scope="col">Errors</th>
            <th scope="col">Share of the time</th>
            <th scope="col">Own time</th>
            <th scope="col">p95</th>
            <th scope="col"><span className="visually-hidden">Actions</span></th>
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row, index) => {
            const { node, level, isOpen } = row;
            const share = node.durationNanoseconds / total;
            const hasChildren = node.children.length > 0;
            return (
              <tr
                key={node.id}
                data-node={node.id}
                tabIndex={node.id === activeId ? 0 : -1}
                aria-level={level}
                aria-expanded={hasChildren ? isOpen : undefined}
                className={classes(styles.row, causes.has(node.id) && styles.cause)}
                onKeyDown={(event) => onKeyDown(event, row, index)}
                onFocus={() => setActiveId(node.id)}
              >
                <th scope="row" className={styles.name}>
                  <span className={styles.place} style={{ paddingLeft: Math.min(level - 1, 12) * 18 }}>
                    {hasChildren ? (
                      <button type="button" className={styles.expander} tabIndex={-1} aria-label={`${isOpen ? 'Close' : 'Open'} ${node.name}`} onClick={() => toggle(node.id, !isOpen)}>
                        <ChevronRight aria-hidden className={classes(isOpen && styles.open)} />
                      </button>
                    ) : <span className={styles.leaf} />}
                    <span className={styles.service}><ServiceName service={node.service} /></span>
                    <button type="button" className={styles.operation} title={node.name} aria-label={`Find spans of ${node.service} ${node.name} in Explore`} onClick={() => find(row)}>{node.name}</button>
                    {causes.has(node.id) && <span className={styles.mark}>{cause === 'errors' ? 'first failing' : 'most own time'}</span>}
                  </span>
                </th>
                <td>{node.count.toLocaleString('en')}</td>
                <td className={classes(node.errors > 0 && styles.errors)}>{node.errors === 0 ? '–' : `${node.errors.toLocaleString('en')} · ${formatPercent((node.errors / node.count) * 100)}`}</td>
                <td className={styles.shareCell}>
                  <span className={styles.track} aria-hidden><span className={styles.share} style={{ width: `${Math.min(1, share) * 100}%` }} /></span>
                  <span className={styles.percent}>{formatPercent(Number((share * 100).toPrecision(2)))}</span>
                </td>
                <td>{formatDuration(node.selfNanoseconds / Math.max(1, node.count))}</td>
                <td>{formatDuration(node.p95Nanoseconds)}</td>
                <td className={styles.actions}>
                  <IconButton size="sm" tabIndex={-1} label={`Compare spans of ${node.service} ${node.name}`} shortcut="c" icon={<GitCompareArrows aria-hidden />} onClick={() => compare(row)} />
                  {node.exampleTraceIds[0] !== undefined && (
                    <IconButton size="sm" tabIndex={-1} label={`An example of ${node.name}`} icon={<ListTree aria-hidden />} onClick={() => change({ trace: node.exampleTraceIds[0] ?? '' }, 'push')} />
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function textValue(text: string) {
  return { type: 'string', text } as const;
}
