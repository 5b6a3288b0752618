import { Cloud, Database, MailPlus, UserRound, type LucideIcon } from 'lucide-react';
import { memo, type KeyboardEvent, type PointerEvent } from 'react';
import { classes } from '../ui/classes';
import { errorShare, type GraphNode, type NodeType } from './Graph';
import { latencyText, shareText, shortName, trafficText, type WordOptions } from './graphWords';
import styles from './NodeMark.module.css';
import type { Point } from './layoutGraph';
import { CIRCLE_OFFSET, MAX_RADIUS, ringDash } from './shapes';

const icons: Partial<Record<NodeType, LucideIcon>> = { database: Database, messaging: MailPlus, external: Cloud, user: UserRound };

export interface NodeMarkProps {
  readonly node: GraphNode;
  readonly place: Point;
  readonly radius: number;
  readonly label: string;
  readonly words: WordOptions;
  readonly isSelected: boolean;
  readonly isFaded: boolean;
  readonly isPinned: boolean;
  /** The one node that the Tab key reaches. */
  readonly isCurrent: boolean;
  readonly onFocus: (key: string) => void;
  readonly onActivate: (key: string) => void;
  readonly onKeyDown: (event: KeyboardEvent, key: string) => void;
  readonly onPointerDown: (event: PointerEvent<SVGGElement>, key: string) => void;
  readonly onHover: (key: string | null) => void;
}

/** A circle with a ring of which the red part is the share of errors, and the numbers below it. */
export const NodeMark = memo(function NodeMark(properties: NodeMarkProps) {
  const { node, place, radius, label, words, isSelected, isFaded, isPinned, isCurrent, onFocus, onActivate, onKeyDown, onPointerDown, onHover } = properties;
  const Icon = icons[node.type];
  const share = errorShare(node);
  const top = CIRCLE_OFFSET + MAX_RADIUS;
  return (
    // The words below the mark belong to it for the mouse; the keyboard has the button inside.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <g
      className={classes(styles.node, isFaded && styles.faded)}
      transform={`translate(${place.x} ${place.y})`}
      onClick={() => onActivate(node.key)}
      onPointerDown={(event) => onPointerDown(event, node.key)}
      onPointerEnter={() => onHover(node.key)}
      onPointerLeave={() => onHover(null)}
    >
      <g
        className={styles.mark}
        transform={`translate(0 ${CIRCLE_OFFSET})`}
        role="button"
        tabIndex={isCurrent ? 0 : -1}
        aria-label={label}
        aria-pressed={isSelected}
        data-node={node.key}
        onFocus={() => onFocus(node.key)}
        onKeyDown={(event) => onKeyDown(event, node.key)}
      >
        <circle r={radius + 6} className={styles.halo} />
        <circle r={radius} className={classes(styles.disc, node.type !== 'service' && styles.inferred)} />
        {share > 0 && (
          <circle r={radius} className={styles.errors} strokeDasharray={ringDash(share, radius)} transform="rotate(-90)" />
        )}
        {Icon === undefined ? (
          <circle r={3.5} className={styles.dot} />
        ) : (
          <Icon aria-hidden className={styles.icon} x={-8} y={-8} width={16} height={16} />
        )}
        {isPinned && <circle cx={radius * 0.72} cy={-radius * 0.72} r={4} className={styles.pin} />}
      </g>
      {/* The label of the button says all this and more. */}
      <text aria-hidden className={styles.name} y={top + 15}>
        {shortName(node.name)}
      </text>
      <text aria-hidden className={styles.numbers} y={top + 29}>
        {node.requests === 0 ? '' : trafficText(node.requests, words)}
        {Number.isNaN(node.latency[words.metric]) ? '' : ` · ${latencyText(node.latency[words.metric])}`}
      </text>
      {share > 0 && (
        <text aria-hidden className={styles.errorText} y={top + 42}>
          {shareText(share)} errors
        </text>
      )}
    </g>
  );
});
