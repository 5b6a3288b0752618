import { lazy, type ComponentType } from 'react';
import type { TraceViewTab } from './toolbar/ViewTabs';
import type { TraceViewKind } from './state/TraceViewState';
import { Waterfall } from './waterfall/Waterfall';

/** The order of the keys 1 to 6. */
export const traceViewOrder: readonly TraceViewKind[] = ['waterfall', 'flame', 'stats', 'table', 'graph', 'logs'];

// Loaded when they are first looked at; the waterfall is always the first.
const FlameGraph = lazy(() => import('./flame/FlameGraph').then((module) => ({ default: module.FlameGraph })));
const Statistics = lazy(() => import('./statistics/Statistics').then((module) => ({ default: module.Statistics })));
const SpanTable = lazy(() => import('./table/SpanTable').then((module) => ({ default: module.SpanTable })));
const EventList = lazy(() => import('./events/EventList').then((module) => ({ default: module.EventList })));

interface TraceView extends TraceViewTab {
  readonly Component: ComponentType;
}

/** The views there are; each fills the area below the toolbar. */
export const traceViews: readonly TraceView[] = [
  { view: 'waterfall', label: 'Waterfall', Component: Waterfall },
  { view: 'flame', label: 'Flame graph', Component: FlameGraph },
  { view: 'stats', label: 'Statistics', Component: Statistics },
  { view: 'table', label: 'Spans', Component: SpanTable },
  { view: 'logs', label: 'Events', Component: EventList },
];
