import type { ExploreState } from '../url/exploreRoute';
import type { DrilldownState } from '../url/drilldownRoute';
import type { ChangeRoute } from '../url/useRouteState';
import type { DrillRange } from './data/drillRange';

/** What every part of the page gets: the address, a way to change it, and the moment that is shown. */
export interface DrillView {
  readonly route: DrilldownState;
  readonly change: ChangeRoute<DrilldownState>;
  readonly range: DrillRange;
  readonly askedAtMs: number;
}

/** What Explore shares with this view: the range and the tenant. */
export function exploreOf({ from, to, tenant }: DrilldownState): Partial<ExploreState> {
  return { from, to, tenant };
}
