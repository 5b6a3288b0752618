import styles from './GraphGroups.module.css';
import type { Point } from './layoutGraph';
import { boundsOf } from './viewport';

/** A box with a name around the nodes of each group, wherever they were moved to. */
export function GraphGroups({ places, groups }: { readonly places: ReadonlyMap<string, Point>; readonly groups: ReadonlyMap<string, string> }) {
  const members = new Map<string, Point[]>();
  for (const [key, place] of places) {
    const group = groups.get(key) ?? '';
    if (group !== '') members.set(group, [...(members.get(group) ?? []), place]);
  }
  return [...members].map(([group, points]) => {
    const { x, y, width, height } = boundsOf(points, 6);
    return (
      <g key={group}>
        <rect className={styles.box} x={x} y={y - 12} width={width} height={height + 12} rx={10} />
        <text className={styles.name} x={x + 10} y={y + 4}>
          {group}
        </text>
      </g>
    );
  });
}
