import { CircleMinus, GitCompareArrows, ListTree } from 'lucide-react';
import { IconButton } from '../../ui/IconButton';
import { MenuItem, MenuSeparator } from '../../ui/Menu';
import { drilldownUrl } from '../../url/drilldownRoute';
import { exploreOf, type DrillView } from '../drillView';
import { includes, withExcluded, withIncluded, type FieldValue } from '../query/conditions';
import { PanelMenu } from '../panel/PanelMenu';
import type { PanelTable } from '../panel/panelTable';
import { spansetOf } from '../query/drillQuery';
import { metricQuery } from '../query/metricQuery';
import { wordsOf } from './ValueName';

export interface ValueActionsProps extends Pick<DrillView, 'route' | 'change'> {
  readonly field: string;
  readonly value: FieldValue;
  /** A trace behind the value. */
  readonly example?: string | undefined;
  /** What the value did over time; absent where only its sums are known. */
  readonly table?: (() => PanelTable) | undefined;
}

/** What can be done with a value besides keeping it alone: leave it out, compare it with the rest, see its traces. */
export function ValueActions({ route, change, field, value, example, table }: ValueActionsProps) {
  const words = wordsOf(value);
  return (
    <>
      <IconButton size="sm" label={`Leave out ${words}`} icon={<CircleMinus aria-hidden />} onClick={() => change({ filters: withExcluded(route.filters, field, value) }, 'push')} />
      <PanelMenu
        of={words}
        query={spansetOf(route, includes(field, value))}
        metric={metricQuery(route.metric, route, includes(field, value))}
        link={drilldownUrl({ ...route, filters: withIncluded(route.filters, field, value), group: '' })}
        explore={exploreOf(route)}
        table={table}
      >
        <MenuItem
          icon={<GitCompareArrows aria-hidden />}
          onSelect={() => change({ tab: 'comparison', select: 'own', selected: `{ ${includes(field, value)} }`, base: 'rest' }, 'push')}
        >
          Compare with the rest
        </MenuItem>
        {example !== undefined && <MenuItem icon={<ListTree aria-hidden />} onSelect={() => change({ trace: example }, 'push')}>Show an example trace</MenuItem>}
        <MenuSeparator />
      </PanelMenu>
    </>
  );
}

/** Keeps only this value. */
export function keepOnly({ route, change }: Pick<DrillView, 'route' | 'change'>, field: string, value: FieldValue): void {
  change({ filters: withIncluded(route.filters, field, value), group: '' }, 'push');
}
