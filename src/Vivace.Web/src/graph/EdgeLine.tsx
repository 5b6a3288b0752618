import { memo } from 'react';
import { Link } from 'wouter';
import { classes } from '../ui/classes';
import styles from './EdgeLine.module.css';
import { errorShare, type GraphEdge } from './Graph';
import { shareText, trafficText, type WordOptions } from './graphWords';
import type { Point } from './layoutGraph';

export interface EdgeLineProps {
  readonly edge: GraphEdge;
  readonly path: string;
  readonly middle: Point;
  readonly width: number;
  readonly label: string;
  readonly words: WordOptions;
  readonly withWords: boolean;
  readonly isFaded: boolean;
  readonly isNear: boolean;
  /** Where a click leads; the keyboard finds the same link in the panel of either end. */
  readonly href: string | null;
  readonly marker: string;
  readonly onHover: (key: string | null) => void;
}

/** A call between two nodes: as wide as it is frequent, red as far as it fails. */
export const EdgeLine = memo(function EdgeLine(properties: EdgeLineProps) {
  const { edge, path, middle, width, label, words, withWords, isFaded, isNear, href, marker, onHover } = properties;
  const share = errorShare(edge);
  const line = (
    <>
      <path d={path} className={styles.target} />
      <path
        d={path}
        className={classes(styles.line, edge.type === 'messaging_system' && styles.messaging)}
        style={{ strokeWidth: width, stroke: colourOf(share) }}
        markerEnd={`url(#${marker}${share > 0 ? '-error' : ''})`}
      />
      {(withWords || isNear) && (
        <text x={middle.x} y={middle.y - 4 - width / 2} className={classes(styles.words, share > 0 && styles.failing)}>
          {trafficText(edge.requests, words)}
          {share > 0 && ` · ${shareText(share)}`}
        </text>
      )}
    </>
  );
  const shared = {
    className: classes(styles.edge, isFaded && styles.faded, isNear && styles.near),
    onPointerEnter: () => onHover(edge.key),
    onPointerLeave: () => onHover(null),
  };
  if (href === null) return <g {...shared}>{line}</g>;
  return (
    <Link href={href} asChild>
      <a {...shared} aria-label={label} tabIndex={-1} data-edge={edge.key}>
        {line}
      </a>
    </Link>
  );
});

/** From the plain colour to red; even a small share is seen. */
function colourOf(share: number): string | undefined {
  if (share === 0) return undefined;
  return `color-mix(in srgb, var(--error) ${Math.round(35 + 65 * Math.min(1, share * 4))}%, var(--border-control))`;
}
