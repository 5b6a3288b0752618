import type { ReactNode } from 'react';
import { useAboutQuery } from '../api/about';
import { SendTraces } from '../firstrun/SendTraces';
import { ErrorState } from '../ui/ErrorState';
import { LoadingState } from '../ui/LoadingState';
import { PlainServerStatus } from './PlainServerStatus';
import { ServerStatusOverview } from './ServerStatusOverview';
import styles from './StatusPage.module.css';

/** `/status`: how the server is doing, and how to send it spans. */
export function StatusPage() {
  const about = useAboutQuery();
  return (
    <div className={styles.page}>
      <h1 className="visually-hidden">Status of the server</h1>
      <Overview about={about} />
      <Section title="Send traces">
        <SendTraces />
      </Section>
    </div>
  );
}

function Overview({ about }: { about: ReturnType<typeof useAboutQuery> }) {
  if (about.isPending) return <LoadingState label="Asking the server what it is" />;
  if (about.isError) {
    return <ErrorState error={about.error} title="The server could not be asked." onRetry={() => void about.refetch()} />;
  }
  return about.data.features.includes('status') ? <ServerStatusOverview /> : <PlainServerStatus about={about.data} />;
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.section} aria-label={title}>
      <h2>{title}</h2>
      <div className={styles.card}>{children}</div>
    </section>
  );
}
