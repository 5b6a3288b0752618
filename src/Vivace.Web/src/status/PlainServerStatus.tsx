import { useQuery } from '@tanstack/react-query';
import type { About } from '../api/about';
import { getJson } from '../api/client';
import { ErrorState } from '../ui/ErrorState';
import { Notice } from '../ui/Notice';
import { missingFeatures } from './missingFeatures';
import styles from './StatusPage.module.css';

/** The status of a server that has only Tempo's own endpoints: what it says about itself, and what the page lacks. */
export function PlainServerStatus({ about }: { about: About }) {
  const build = useQuery({
    queryKey: ['buildinfo'],
    queryFn: ({ signal }) => getJson<{ version?: string; revision?: string }>('/api/status/buildinfo', { signal }),
  });
  const missing = missingFeatures(about.features);
  return (
    <>
      <header className={styles.head}>
        <div className={styles.identity}>
          <h2 className={styles.name}>Status</h2>
        </div>
        <dl className={styles.facts}>
          {about.dataSource !== null && (
            <div>
              <dt>Data source</dt>
              <dd>{about.dataSource.url}</dd>
            </div>
          )}
          {build.data?.version !== undefined && (
            <div>
              <dt>Version</dt>
              <dd>{build.data.version}</dd>
            </div>
          )}
        </dl>
      </header>
      {build.isError && <ErrorState compact error={build.error} title="The server does not tell its version." onRetry={() => void build.refetch()} />}
      <Notice title="This server answers Tempo's requests only.">The page works with it, without these extras of Vivace:</Notice>
      <ul className={styles.missing}>
        {missing.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </>
  );
}
