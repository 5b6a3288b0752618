import type { ComponentType } from 'react';
import { lazyPart } from '../app/lazyPart';
import type { TraceViewTab } from './toolbar/ViewTabs';
import type { TraceViewKind } from './state/TraceViewState';
import { Waterfall } from './waterfall/Waterfall';

/** The order of the keys 1 to 6. */
export const traceViewOrder: readonly TraceViewKind[] = ['waterfall', 'flame', 'stats', 'table', 'graph', 'logs'];

// Loaded when they are first looked at; the waterfall is always the first.
const FlameGraph = lazyPart(() => import('./flame/FlameGraph'), 'FlameGraph');
const Statistics = lazyPart(() => import('./statistics/Statistics'), 'Statistics');
const SpanTable = lazyPart(() => import('./table/SpanTable'), 'SpanTable');
const TraceGraph = lazyPart(() => import('./graph/TraceGraph'), 'TraceGraph');
const EventList = lazyPart(() => import('./events/EventList'), 'EventList');

interface TraceView extends TraceViewTab {
  readonly Component: ComponentType;
}

/** The views there are; each fills the area below the toolbar. */
export const traceViews: readonly TraceView[] = [
  { view: 'waterfall', label: 'Waterfall', Component: Waterfall },
  { view: 'flame', label: 'Flame graph', Component: FlameGraph },
  { view: 'stats', label: 'Statistics', Component: Statistics },
  { view: 'table', label: 'Spans', Component: SpanTable },
  { view: 'graph', label: 'Graph', Component: TraceGraph },
  { view: 'logs', label: 'Events', Component: EventList },
];
