import { Crosshair, X } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { NARROW } from '../../app/useMediaQuery';
import { errorShare, type GraphEdge, type GraphNode } from '../../graph/Graph';
import { latencyText, shareText, trafficText, typeNames } from '../../graph/graphWords';
import { Button } from '../../ui/Button';
import { ButtonLink } from '../../ui/ButtonLink';
import { IconButton } from '../../ui/IconButton';
import { drilldownUrl } from '../../url/drilldownRoute';
import { exploreUrl } from '../../url/exploreRoute';
import type { ServicesState } from '../../url/servicesRoute';
import type { ChangeRoute } from '../../url/useRouteState';
import { unitOf, type ServiceGraph } from '../serviceGraph';
import { errorsQuery, nodeQuery, requestsQuery, slowQuery, tracesWith } from '../serviceQueries';
import { CallList } from './CallList';
import { OperationTable } from './OperationTable';
import { RedLines } from './RedLines';
import styles from './ServicePanel.module.css';
import { useMetricsRange, type Seconds } from './useOperations';

export interface ServicePanelProps {
  readonly node: GraphNode;
  readonly graph: ServiceGraph;
  readonly seconds: Seconds;
  readonly state: ServicesState;
  readonly change: ChangeRoute<ServicesState>;
}

/** Everything about one node, and the ways on from it. */
export function ServicePanel({ node, graph, seconds, state, change }: ServicePanelProps) {
  const { callers, callees } = useMemo(() => callsOf(node.key, graph.edges), [node.key, graph.edges]);
  // Of a graph of traces, a span counts whether or not it matches the filter; its trace must.
  const isOfTraces = state.traces > 0;
  const filter = isOfTraces ? '' : state.q;
  const query = nodeQuery(node, filter);
  // A service that nobody calls still makes calls; its numbers are those of all its spans.
  const requests = requestsQuery(node, node.requests > 0, filter);
  const range = useMetricsRange(seconds);
  const explore = (q: string, sort: 'start' | 'duration' = 'start') =>
    exploreUrl({ q: isOfTraces ? tracesWith(state.q, q) : q, mode: 'traceql', from: state.from, to: state.to, sort, tenant: state.tenant });
  const slowest = node.latency[state.metric];
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    // Where there is no room beside the graph, the panel is below it, out of sight.
    if (window.matchMedia(NARROW).matches) panel.current?.scrollIntoView({ block: 'start' });
  }, []);
  return (
    <aside className={styles.panel} aria-label={node.name} ref={panel}>
      <header className={styles.head}>
        <div className={styles.names}>
          <h2 className={styles.name}>{node.name}</h2>
          <span className={styles.kind}>
            {[node.system ?? typeNames[node.type], node.namespace, node.group].filter(Boolean).join(' · ')}
          </span>
        </div>
        <IconButton label="Close" icon={<X aria-hidden />} onClick={() => change({ sel: '' }, 'push')} />
      </header>
      <dl className={styles.numbers}>
        <div>
          <dt>Requests</dt>
          <dd>{trafficText(node.requests, { unit: unitOf(graph), seconds: graph.seconds })}</dd>
        </div>
        <div>
          <dt>Errors</dt>
          <dd className={node.errors > 0 ? styles.failing : undefined}>{shareText(errorShare(node))}</dd>
        </div>
        {(['p50', 'p95', 'p99'] as const).map((quantile) => (
          <div key={quantile}>
            <dt>{quantile}</dt>
            <dd>{latencyText(node.latency[quantile])}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.actions}>
        <ButtonLink size="sm" href={explore(query)}>Traces</ButtonLink>
        <ButtonLink size="sm" href={explore(errorsQuery(query))}>Errors</ButtonLink>
        {!Number.isNaN(slowest) && (
          <ButtonLink size="sm" href={explore(slowQuery(requests, slowest), 'duration')}>
            Slow traces
          </ButtonLink>
        )}
        {!isOfTraces && (
          <ButtonLink size="sm" href={drilldownUrl({ signal: 'own', own: requests, from: state.from, to: state.to, tenant: state.tenant })}>
            Drilldown
          </ButtonLink>
        )}
        {state.focus !== node.key && (
          <Button size="sm" icon={<Crosshair aria-hidden />} onClick={() => change({ focus: node.key, view: 'graph' }, 'push')}>
            Focus
          </Button>
        )}
      </div>
      <p className={styles.note}>
        Quantiles above are at most 1.6 % off.{' '}
        {isOfTraces
          ? 'Lines over time and operations cannot be told for single traces: see the graph of all calls.'
          : 'Those of lines and operations (≈) are estimated by TraceQL from durations in powers of two, and may differ from them.'}
      </p>
      {range.isCut && !isOfTraces && <p className={styles.note}>Lines and operations are of the newest part of the range: that is as much as one metrics query may ask for.</p>}
      {!isOfTraces && <RedLines query={requests} quantile={state.metric} seconds={range} />}
      <CallList title="Called by" none="No caller is known." edges={callers} end="from" graph={graph} state={state} change={change} />
      <CallList title="Calls" none="It calls nobody that is known." edges={callees} end="to" graph={graph} state={state} change={change} />
      {!isOfTraces && <OperationTable query={requests} seconds={range} linkTo={(q) => explore(q)} />}
    </aside>
  );
}

function callsOf(key: string, edges: readonly GraphEdge[]): { callers: GraphEdge[]; callees: GraphEdge[] } {
  const byTraffic = (a: GraphEdge, b: GraphEdge) => b.requests - a.requests;
  return {
    callers: edges.filter(({ to }) => to === key).sort(byTraffic),
    callees: edges.filter(({ from }) => from === key).sort(byTraffic),
  };
}
