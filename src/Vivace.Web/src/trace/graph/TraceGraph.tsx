import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { GraphView } from '../../graph/GraphView';
import { MOST_DRAWN_NODES, selectGraph } from '../../graph/selectGraph';
import { latencyText, type WordOptions } from '../../graph/graphWords';
import { quote } from '../../traceql/literals';
import { Button } from '../../ui/Button';
import { traceQueryKey } from '../traceQueries';
import { useTrace, useTraceActions } from '../TraceStoreContext';
import { ViewBar } from '../table/ViewBar';
import { leafCalls, peerOf, traceGraph, type Peer } from './traceGraph';
import styles from './TraceGraph.module.css';

/** As many calls as one request for details may name. */
const MOST_LEAF_CALLS = 1_000;

const words: WordOptions = { unit: 'count', seconds: 1, metric: 'p95' };
const noGroups: ReadonlyMap<string, string> = new Map();

/** The service graph of this trace alone. */
export function TraceGraph() {
  const model = useTrace((state) => state.model);
  const services = useTrace((state) => state.services);
  const { canMatch, details } = services;
  const actions = useTraceActions();
  const [selected, setSelected] = useState('');
  const leaves = useMemo(() => leafCalls(model, MOST_LEAF_CALLS), [model]);
  const peers = useQuery({
    queryKey: traceQueryKey(services, 'peers', model.rowCount, leaves.length),
    queryFn: async ({ signal }) => {
      const found = new Map<number, Peer>();
      for (const span of await details.load(leaves, signal)) {
        const peer = peerOf(span);
        if (peer !== null) found.set(span.row, peer);
      }
      return found;
    },
    enabled: leaves.length > 0,
    staleTime: Infinity,
  });
  const whole = useMemo(() => traceGraph(model, peers.data ?? new Map()), [model, peers.data]);
  const graph = useMemo(() => selectGraph(whole, { focus: '', hops: 1, limit: MOST_DRAWN_NODES, rareShare: 0 }), [whole]);
  const node = graph.nodes.find(({ key }) => key === selected);

  const showSpans = () => {
    if (node === undefined) return;
    if (canMatch) actions.setFilter(`{ resource.service.name = ${quote(node.name)} }`);
    else actions.setFind(`"${node.name}"`);
    actions.setView('waterfall');
  };
  return (
    <div className={styles.view}>
      <ViewBar
        label="Graph of the trace"
        trailing={
          <span className={styles.note}>
            {graph.nodes.length.toLocaleString('en')} nodes, {graph.edges.length.toLocaleString('en')} calls
            {graph.hiddenNodes > 0 && `, ${graph.hiddenNodes.toLocaleString('en')} nodes not drawn`}
          </span>
        }
      >
        {node === undefined ? (
          <span className={styles.note}>Times called and p95 of each. Peers without spans of their own come from attributes{peers.isError ? ', which could not be loaded' : ''}.</span>
        ) : (
          <>
            <strong>{node.name}</strong>
            <span className={styles.note}>
              entered {node.requests.toLocaleString('en')}×, {node.errors.toLocaleString('en')} with errors, p95 {latencyText(node.latency.p95)}
            </span>
            {node.type === 'service' && (
              <Button size="sm" onClick={showSpans}>
                Its spans in the waterfall
              </Button>
            )}
          </>
        )}
      </ViewBar>
      <GraphView
        drawing={`trace ${model.traceId}`}
        label="Service graph of this trace"
        graph={graph}
        groups={noGroups}
        direction="right"
        words={words}
        selected={selected}
        onSelect={(key) => setSelected(key === selected ? '' : key)}
        onEscape={() => setSelected('')}
        edgeHref={noLink}
      />
    </div>
  );
}

const noLink = () => null;
