import type { ComponentType } from 'react';
import type { TraceViewTab } from './toolbar/ViewTabs';
import type { TraceViewKind } from './state/TraceViewState';
import { Waterfall } from './waterfall/Waterfall';

/** The order of the keys 1 to 6. */
export const traceViewOrder: readonly TraceViewKind[] = ['waterfall', 'flame', 'stats', 'table', 'graph', 'logs'];

interface TraceView extends TraceViewTab {
  readonly Component: ComponentType;
}

/** The views there are; each fills the area below the toolbar. */
export const traceViews: readonly TraceView[] = [{ view: 'waterfall', label: 'Waterfall', Component: Waterfall }];
