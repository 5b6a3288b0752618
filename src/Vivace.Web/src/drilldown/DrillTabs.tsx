import { Suspense } from 'react';
import { ErrorBoundary } from '../app/ErrorBoundary';
import { lazyPart } from '../app/lazyPart';
import { Skeleton } from '../ui/Skeleton';
import { Tabs } from '../ui/Tabs';
import type { DrillTab } from '../url/drilldownRoute';
import { BreakdownTab } from './breakdown/BreakdownTab';
import type { DrillView } from './drillView';
import type { RedData } from './red/redData';

const TracesTab = lazyPart(() => import('./traces/TracesTab'), 'TracesTab');
const StructureTab = lazyPart(() => import('./structure/StructureTab'), 'StructureTab');
const ExceptionsTab = lazyPart(() => import('./exceptions/ExceptionsTab'), 'ExceptionsTab');
const ComparisonTab = lazyPart(() => import('./compare/ComparisonTab'), 'ComparisonTab');

/** What the tabs get besides the view. */
export interface DrillTabProps extends DrillView {
  /** Absent until the charts have their numbers. */
  readonly red: RedData | undefined;
  /** The numbers are of the spans before; those of the present ones are on their way. */
  readonly isRedStale: boolean;
  /** Why the charts have no numbers of the present spans. */
  readonly redError: Error | undefined;
  readonly retryRed: () => void;
}

const tabs: readonly { readonly value: DrillTab; readonly label: string }[] = [
  { value: 'breakdown', label: 'Breakdown' },
  { value: 'comparison', label: 'Comparison' },
  { value: 'structure', label: 'Structure' },
  { value: 'exceptions', label: 'Exceptions' },
  { value: 'traces', label: 'Traces' },
];

/** The ways to look into the spans; changing the tab keeps filters, range and selection. */
export function DrillTabs(props: DrillTabProps) {
  const { tab } = props.route;
  return (
    <Tabs
      label="How the spans are explained"
      value={tab}
      onChange={(next) => props.change({ tab: next }, 'push')}
      tabs={tabs.map(({ value, label }) => ({ value, label, content: value === tab ? <TabContent {...props} /> : null }))}
    />
  );
}

function TabContent(props: DrillTabProps) {
  return (
    <ErrorBoundary title="This part could not be shown." compact resetKey={props.route.tab}>
      <Suspense fallback={<Skeleton rows={6} height={24} />}>{contentOf(props)}</Suspense>
    </ErrorBoundary>
  );
}

function contentOf(props: DrillTabProps) {
  switch (props.route.tab) {
    case 'comparison':
      return <ComparisonTab {...props} />;
    case 'structure':
      return <StructureTab {...props} />;
    case 'exceptions':
      return <ExceptionsTab {...props} />;
    case 'traces':
      return <TracesTab {...props} />;
    default:
      return <BreakdownTab {...props} />;
  }
}
