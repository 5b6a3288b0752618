import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { Suspense, useEffect, useState } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { FirstRunGate } from '../firstrun/FirstRunGate';
import { Skeleton } from '../ui/Skeleton';
import styles from './App.module.css';
import { ErrorBoundary } from './ErrorBoundary';
import { freshExploreUrl } from './exploreLink';
import { lazyPart } from './lazyPart';
import { NotFoundPage } from './NotFoundPage';
import { createQueryClient } from './queryClient';
import { Shell } from './Shell';
import { useTenantSync } from './useTenantSync';

const ExplorePage = lazyPart(() => import('../explore/ExplorePage'), 'ExplorePage');
const DrilldownPage = lazyPart(() => import('../drilldown/DrilldownPage'), 'DrilldownPage');
const TracePage = lazyPart(() => import('../trace/TracePage'), 'TracePage');
const ServicesPage = lazyPart(() => import('../services/ServicesPage'), 'ServicesPage');
const ComparePage = lazyPart(() => import('../compare/ComparePage'), 'ComparePage');
const StatusPage = lazyPart(() => import('../status/StatusPage'), 'StatusPage');
const SettingsPage = lazyPart(() => import('../settings/SettingsPage'), 'SettingsPage');

/** By the first part of an address. */
const pages: Readonly<Record<string, { preload(): Promise<void> }>> = {
  '': ExplorePage,
  explore: ExplorePage,
  drilldown: DrilldownPage,
  trace: TracePage,
  services: ServicesPage,
  compare: ComparePage,
  status: StatusPage,
  settings: SettingsPage,
};

/** Fetches the code of the page at an address; resolved when that has ended. */
export async function preloadPage(path: string): Promise<void> {
  await pages[path.split('/')[1] ?? '']?.preload();
}

export function App({ queryClient: given }: { readonly queryClient?: QueryClient }) {
  const [queryClient] = useState(() => given ?? createQueryClient());
  return (
    <QueryClientProvider client={queryClient}>
      <Shell>
        <Pages />
      </Shell>
    </QueryClientProvider>
  );
}

/** The page at the address. A part that fails is said in its place; another address, or another tenant, starts afresh. */
function Pages() {
  const [path] = useLocation();
  const { ready, tenant } = useTenantSync();
  useEffect(() => {
    document.title = titleOf(path);
  }, [path]);
  if (!ready) return <Loading />;
  return (
    <ErrorBoundary key={tenant ?? ''} resetKey={path}>
      <Suspense fallback={<Loading />}>
        <Switch>
          <Route path="/">
            <Redirect to={freshExploreUrl()} replace />
          </Route>
          <Route path="/explore">
            <FirstRunGate>
              <ExplorePage />
            </FirstRunGate>
          </Route>
          <Route path="/drilldown">
            <FirstRunGate>
              <DrilldownPage />
            </FirstRunGate>
          </Route>
          <Route path="/trace/:traceId">{({ traceId }) => <TracePage key={traceId} traceId={traceId} />}</Route>
          <Route path="/services">
            <ServicesPage />
          </Route>
          <Route path="/compare">
            <ComparePage />
          </Route>
          <Route path="/status">
            <StatusPage />
          </Route>
          <Route path="/settings">
            <SettingsPage />
          </Route>
          <Route>
            <NotFoundPage />
          </Route>
        </Switch>
      </Suspense>
    </ErrorBoundary>
  );
}

function Loading() {
  return (
    <div className={styles.loading}>
      <Skeleton />
    </div>
  );
}

/** The title of the tab until a page sets a better one. */
function titleOf(path: string): string {
  if (path.startsWith('/trace/')) return `Trace ${path.slice(7, 15)} · Vivace`;
  const names: Record<string, string> = {
    '/explore': 'Explore',
    '/drilldown': 'Drilldown',
    '/services': 'Services',
    '/compare': 'Compare',
    '/status': 'Status',
    '/settings': 'Settings',
  };
  const name = names[path];
  return name === undefined ? 'Vivace' : `${name} · Vivace`;
}
