import { Network } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useAboutQuery } from '../api/about';
import { ApiError } from '../api/ApiError';
import { useShortcuts } from '../app/shortcuts';
import { resolveRange, toUnixSeconds } from '../time/ranges';
import { Button } from '../ui/Button';
import { ButtonLink } from '../ui/ButtonLink';
import { EmptyState } from '../ui/EmptyState';
import { ErrorState } from '../ui/ErrorState';
import { LoadingState } from '../ui/LoadingState';
import { PartialBanner } from '../ui/PartialBanner';
import { Stale } from '../ui/Stale';
import { servicesCodec } from '../url/servicesRoute';
import { useRouteState } from '../url/useRouteState';
import { FoundTraces } from './FoundTraces';
import { MissingEdges } from './missing/MissingEdges';
import { ServiceGraphPart } from './ServiceGraphPart';
import { ServicesEmpty } from './ServicesEmpty';
import styles from './ServicesPage.module.css';
import { ServicesToolbar } from './ServicesToolbar';
import { ServiceTable } from './ServiceTable';
import { ServicePanel } from './panel/ServicePanel';
import { useServiceGraph } from './useServiceGraph';

/** `/services`: who calls whom, how often, how fast and with what errors; from spans alone. */
export function ServicesPage() {
  const about = useAboutQuery();
  if (about.isPending) return <Waiting label="Asking the server what it can do" />;
  if (about.isError) {
    return <ErrorState error={about.error} title="The server could not be asked." onRetry={() => void about.refetch()} />;
  }
  return about.data.features.includes('servicegraph') ? <Services /> : <NoServiceGraph />;
}

function Services() {
  const { state, change } = useRouteState(servicesCodec);
  const range = useMemo(() => ({ from: state.from, to: state.to }), [state.from, state.to]);
  const asked = useServiceGraph(state, range);
  const { data } = asked;
  const graph = data?.graph;
  const [openedAtMs] = useState(() => Date.now());
  const seconds = useMemo(
    () => (data === undefined ? toUnixSeconds(resolveRange(range, openedAtMs)) : { start: data.startSeconds, end: data.endSeconds }),
    [data, range, openedAtMs],
  );
  useShortcuts([
    { keys: '1', group: 'Services', description: 'Graph', run: () => change({ view: 'graph' }, 'push') },
    { keys: '2', group: 'Services', description: 'Table', run: () => change({ view: 'table' }, 'push') },
    { keys: '3', group: 'Services', description: 'Missing edges', run: () => change({ view: 'missing' }, 'push') },
  ]);
  const selected = graph?.nodes.find(({ key }) => key === state.sel);
  const isEmpty = graph !== undefined && graph.nodes.length === 0 && graph.unmatched.length === 0;
  return (
    <div className={styles.page}>
      <h1 className="visually-hidden">Services</h1>
      <ServicesToolbar state={state} change={change} graph={graph} seconds={seconds} />
      {state.traces > 0 && <FoundTraces count={asked.isPlaceholderData ? null : (graph?.traces ?? null)} state={state} change={change} />}
      {graph !== undefined && graph.partial !== null && (
        <div className={styles.banner}>
          <PartialBanner reasons={[graph.partial]} />
        </div>
      )}
      {asked.isError && (
        <ErrorState
          compact
          error={asked.error}
          title={failureOf(asked.error)}
          onRetry={() => void asked.refetch()}
          actions={isGroupRefused(asked.error) && <Button onClick={() => change({ group: '' }, 'push')}>Without groups</Button>}
        />
      )}
      {graph === undefined && asked.isFetching && <Waiting label="Counting the calls" />}
      {isEmpty && !asked.isError && <ServicesEmpty state={state} change={change} />}
      {graph !== undefined && !isEmpty && !asked.isError && (
        <Stale active={asked.isPlaceholderData}>
          <div className={styles.content}>
            <div className={styles.main}>
              {state.view === 'graph' && <ServiceGraphPart graph={graph} state={state} change={change} />}
              {state.view === 'table' && <ServiceTable graph={graph} state={state} change={change} />}
              {state.view === 'missing' && <MissingEdges graph={graph} state={state} />}
            </div>
            {selected !== undefined && state.view !== 'missing' && (
              <ServicePanel key={selected.key} node={selected} graph={graph} seconds={seconds} state={state} change={change} />
            )}
          </div>
        </Stale>
      )}
    </div>
  );
}

function failureOf(error: unknown): string {
  if (isGroupRefused(error)) return 'The server cannot group services by this.';
  return error instanceof ApiError && error.status === 400 ? 'The server cannot use this filter.' : 'The graph could not be loaded.';
}

function isGroupRefused(error: unknown): boolean {
  return error instanceof ApiError && error.status === 400 && error.message.includes('invalid group');
}

function Waiting({ label }: { label: string }) {
  return (
    <div className={styles.waiting}>
      <h1 className="visually-hidden">Services</h1>
      <LoadingState label={label} rows={8} />
    </div>
  );
}

function NoServiceGraph() {
  return (
    <EmptyState icon={<Network aria-hidden />} title="This server has no service graph" actions={<ButtonLink href="/explore">Go to Explore</ButtonLink>}>
      It answers Tempo’s requests only. The graph is counted by a Vivace server from the spans it stores.
    </EmptyState>
  );
}
