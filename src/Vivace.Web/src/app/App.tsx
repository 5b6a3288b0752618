import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { Skeleton } from '../ui/Skeleton';
import { ErrorBoundary } from './ErrorBoundary';
import { NotFoundPage } from './NotFoundPage';
import { createQueryClient } from './queryClient';
import { Shell } from './Shell';

const ExplorePage = lazy(() => import('../explore/ExplorePage').then((module) => ({ default: module.ExplorePage })));
const TracePage = lazy(() => import('../trace/TracePage').then((module) => ({ default: module.TracePage })));
const StatusPage = lazy(() => import('../status/StatusPage').then((module) => ({ default: module.StatusPage })));
const SettingsPage = lazy(() => import('../settings/SettingsPage').then((module) => ({ default: module.SettingsPage })));

export function App() {
  const [queryClient] = useState(createQueryClient);
  return (
    <QueryClientProvider client={queryClient}>
      <Shell>
        <ErrorBoundary>
          <Suspense fallback={<Skeleton />}>
            <Switch>
              <Route path="/">
                <Redirect to="/explore" replace />
              </Route>
              <Route path="/explore">
                <ExplorePage />
              </Route>
              <Route path="/trace/:traceId">{({ traceId }) => <TracePage key={traceId} traceId={traceId} />}</Route>
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
      </Shell>
    </QueryClientProvider>
  );
}
