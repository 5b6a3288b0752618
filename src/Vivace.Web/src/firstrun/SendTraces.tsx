import { useMutation } from '@tanstack/react-query';
import { Send } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { plainTempo, useAbout } from '../api/about';
import { getJson } from '../api/client';
import { useTenant } from '../api/tenant';
import { Button } from '../ui/Button';
import { CodeBlock } from '../ui/CodeBlock';
import { CopyButton } from '../ui/CopyButton';
import { ErrorState } from '../ui/ErrorState';
import { Notice } from '../ui/Notice';
import { Tabs } from '../ui/Tabs';
import { traceUrl } from '../url/traceRoute';
import { receiverAddresses, type ReceiverAddress } from './addresses';
import styles from './SendTraces.module.css';
import { snippets, type Snippet } from './snippets';

/** Where this server receives spans, what to write in an application, and a trace for a try. */
export function SendTraces() {
  const about = useAbout() ?? plainTempo;
  const tenant = useTenant((state) => state.tenant);
  const [shown, setShown] = useState<Snippet['id']>('dotnet');
  if (about.dataSource !== null) {
    return (
      <Notice title={`This page shows the data of ${about.dataSource.url}.`}>
        Send spans to that server; the person who runs it knows where it receives them. What is sent to this one does not appear here.
      </Notice>
    );
  }
  const addresses = receiverAddresses(about, window.location.hostname);
  const all = snippets(addresses, about.multitenancy ? (tenant ?? 'my-tenant') : null);
  const localOnly = addresses.grpc?.localOnly === true || addresses.http?.localOnly === true;

  return (
    <div className={styles.send}>
      <div className={styles.addresses}>
        {addresses.grpc !== null && <Address name="OTLP over gRPC" address={addresses.grpc} />}
        {addresses.http !== null && <Address name="OTLP over HTTP" address={addresses.http} />}
        <TestTrace />
      </div>
      {addresses.assumed && (
        <Notice>This server does not say where it receives spans. The usual ports are shown; the person who runs it knows the right ones.</Notice>
      )}
      {localOnly && <Notice tone="warning">The server listens on its own machine only. Programs elsewhere do not reach these addresses.</Notice>}
      <Tabs
        label="Ways to send spans"
        value={shown}
        onChange={setShown}
        tabs={all.map((snippet) => ({
          value: snippet.id,
          label: snippet.label,
          content: (
            <ol className={styles.steps}>
              {snippet.steps.map((step) => (
                <li key={step.say} className={styles.step}>
                  <p className={styles.say}>{step.say}</p>
                  <CodeBlock code={step.code} label={`${snippet.label} snippet`} />
                </li>
              ))}
            </ol>
          ),
        }))}
      />
    </div>
  );
}

function Address({ name, address }: { name: string; address: ReceiverAddress }) {
  const text = address.url + address.path;
  return (
    <div className={styles.address}>
      <span className={styles.name}>{name}</span>
      <span className={styles.url}>
        <code>{text}</code>
        <CopyButton label={`Copy the address for ${name}`} text={text} size="sm" />
      </span>
    </div>
  );
}

/** A button that has the server store a small trace through its own receiver path. */
function TestTrace() {
  const about = useAbout();
  const test = useMutation({ mutationFn: () => getJson<{ traceId: string }>('/api/vivace/test-trace', { method: 'POST' }) });
  // The extra came together with the status; other servers do not have it.
  if (about?.features.includes('status') !== true) return null;
  return (
    <div className={styles.test}>
      <Button icon={<Send aria-hidden />} disabled={test.isPending} onClick={() => test.mutate()}>
        {test.isPending ? 'Sending…' : 'Send a test trace'}
      </Button>
      {test.isSuccess && (
        <span role="status">
          Stored. <Link href={traceUrl(test.data.traceId)}>Open the test trace</Link>
        </span>
      )}
      {test.isError && <ErrorState compact error={test.error} title="The test trace was not stored." onRetry={() => test.mutate()} />}
    </div>
  );
}
