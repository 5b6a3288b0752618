import { CircleMinus, EllipsisVertical, GitCompareArrows, Telescope } from 'lucide-react';
import { useLocation } from 'wouter';
import { IconButton } from '../../ui/IconButton';
import { Menu, MenuItem } from '../../ui/Menu';
import { exploreUrl } from '../../url/exploreRoute';
import { exploreOf, type DrillView } from '../drillView';
import { includes, withExcluded, withIncluded, type FieldValue } from '../query/conditions';
import { spansetOf } from '../query/drillQuery';
import { wordsOf } from './ValueName';

export interface ValueActionsProps extends Pick<DrillView, 'route' | 'change'> {
  readonly field: string;
  readonly value: FieldValue;
}

/** What can be done with a value besides keeping it alone: leave it out, compare it with the rest, see its traces. */
export function ValueActions({ route, change, field, value }: ValueActionsProps) {
  const [, navigate] = useLocation();
  const words = wordsOf(value);
  return (
    <>
      <IconButton size="sm" label={`Leave out ${words}`} icon={<CircleMinus aria-hidden />} onClick={() => change({ filters: withExcluded(route.filters, field, value) }, 'push')} />
      <Menu align="end" label={`${words}: more`} trigger={<IconButton size="sm" label={`${words}: more`} icon={<EllipsisVertical aria-hidden />} />}>
        <MenuItem
          icon={<GitCompareArrows aria-hidden />}
          onSelect={() => change({ tab: 'comparison', select: 'own', selected: `{ ${includes(field, value)} }`, base: 'rest' }, 'push')}
        >
          Compare with the rest
        </MenuItem>
        <MenuItem icon={<Telescope aria-hidden />} onSelect={() => navigate(exploreUrl({ ...exploreOf(route), q: spansetOf(route, includes(field, value)), mode: 'traceql' }))}>
          Open in Explore
        </MenuItem>
      </Menu>
    </>
  );
}

/** Keeps only this value. */
export function keepOnly({ route, change }: Pick<DrillView, 'route' | 'change'>, field: string, value: FieldValue): void {
  change({ filters: withIncluded(route.filters, field, value), group: '' }, 'push');
}
