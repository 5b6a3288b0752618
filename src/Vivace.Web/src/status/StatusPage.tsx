import { Suspense, type ReactNode } from 'react';
import { useAboutQuery, type About, type Feature } from '../api/about';
import { lazyPart } from '../app/lazyPart';
import { SendTraces } from '../firstrun/SendTraces';
import { ErrorState } from '../ui/ErrorState';
import { LoadingState } from '../ui/LoadingState';
import { Tabs } from '../ui/Tabs';
import { statusCodec, type StatusState } from '../url/statusRoute';
import { useRouteState } from '../url/useRouteState';
import { PlainServerStatus } from './PlainServerStatus';
import { ServerStatusOverview } from './ServerStatusOverview';
import styles from './StatusPage.module.css';

const StorageTab = lazyPart(() => import('./storage/StorageTab'), 'StorageTab');
const TenantsTab = lazyPart(() => import('./tenants/TenantsTab'), 'TenantsTab');
const QueriesTab = lazyPart(() => import('./queries/QueriesTab'), 'QueriesTab');
const ServerSettingsTab = lazyPart(() => import('./settings/ServerSettingsTab'), 'ServerSettingsTab');

/** The parts of the page, and what the server has to have for each. */
const tabs: ReadonlyArray<{ readonly value: StatusState['tab']; readonly label: string; readonly needs?: Feature }> = [
  { value: 'overview', label: 'Overview' },
  { value: 'storage', label: 'Storage', needs: 'storage' },
  { value: 'tenants', label: 'Tenants', needs: 'storage' },
  { value: 'queries', label: 'Queries', needs: 'queries' },
  { value: 'settings', label: 'Settings', needs: 'settings' },
];

/** `/status`: how the server is doing, and how to send it spans. */
export function StatusPage() {
  const about = useAboutQuery();
  if (about.data !== undefined) return <Parts about={about.data} />;
  return (
    <div className={styles.page}>
      <h1 className="visually-hidden">Status of the server</h1>
      {about.isPending ? (
        <LoadingState label="Asking the server what it is" />
      ) : (
        <ErrorState error={about.error} title="The server could not be asked." onRetry={() => void about.refetch()} />
      )}
      <Send />
    </div>
  );
}

function Parts({ about }: { readonly about: About }) {
  const { state, change } = useRouteState(statusCodec);
  const available = tabs.filter(({ needs }) => needs === undefined || about.features.includes(needs));
  const tab = available.some(({ value }) => value === state.tab) ? state.tab : 'overview';
  return (
    <div className={styles.page}>
      <h1 className="visually-hidden">Status of the server</h1>
      {available.length > 1 && <Tabs label="Parts of the status" value={tab} onChange={(next) => change({ tab: next, find: '', changed: false }, 'push')} tabs={available} />}
      <Suspense fallback={<LoadingState label="Loading" />}>
        {tab === 'overview' && (
          <>
            {about.features.includes('status') ? <ServerStatusOverview /> : <PlainServerStatus about={about} />}
            <Send />
          </>
        )}
        {tab === 'storage' && <StorageTab />}
        {tab === 'tenants' && <TenantsTab />}
        {tab === 'queries' && <QueriesTab />}
        {tab === 'settings' && <ServerSettingsTab state={state} change={change} />}
      </Suspense>
    </div>
  );
}

function Send() {
  return (
    <Section title="Send traces">
      <SendTraces />
    </Section>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.section} aria-label={title}>
      <h2>{title}</h2>
      <div className={styles.card}>{children}</div>
    </section>
  );
}
