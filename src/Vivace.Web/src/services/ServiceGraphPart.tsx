import { useMemo } from 'react';
import type { GraphNode } from '../graph/Graph';
import { GraphView } from '../graph/GraphView';
import { typeNames } from '../graph/graphWords';
import { MOST_DRAWN_NODES, selectGraph } from '../graph/selectGraph';
import { Notice } from '../ui/Notice';
import { Button } from '../ui/Button';
import { formatCount } from '../ui/formatNumbers';
import { exploreUrl } from '../url/exploreRoute';
import type { ServicesState } from '../url/servicesRoute';
import type { ChangeRoute } from '../url/useRouteState';
import { unitOf, type ServiceGraph } from './serviceGraph';
import styles from './ServiceGraphPart.module.css';
import { callsQuery, edgeOf } from './serviceQueries';
import { hasText } from './serviceRows';
import { findNode } from './useServiceChoice';
import { ServiceTable } from './ServiceTable';

export interface ServiceGraphPartProps {
  readonly graph: ServiceGraph;
  readonly state: ServicesState;
  readonly change: ChangeRoute<ServicesState>;
}

/** The drawn part of the graph, with a word about what is not drawn. */
export function ServiceGraphPart({ graph, state, change }: ServiceGraphPartProps) {
  const { focus, hops, n, rare, ns, group, find, metric } = state;
  const selection = useMemo(() => selectGraph(graph, { focus, hops, limit: n, rareShare: rare / 1_000 }), [graph, focus, hops, n, rare]);
  const nodes = useMemo(() => new Map(graph.nodes.map((node) => [node.key, node])), [graph]);
  const groups = useMemo(() => {
    if (group === '' && ns === 'none') return new Map<string, string>();
    return new Map(selection.nodes.map((node) => [node.key, groupOf(node, group === '' ? ns : 'attribute')]));
  }, [selection, ns, group]);
  // The graph around a service has another way to look for more.
  const wanted = focus === '' ? find.trim() : '';
  const found = useMemo(() => (wanted === '' ? null : new Set(graph.nodes.filter((node) => hasText(node, wanted)).map(({ key }) => key))), [graph, wanted]);
  const words = useMemo(() => ({ unit: unitOf(graph), seconds: graph.seconds, metric }), [graph, metric]);

  if (selection.nodes.length > MOST_DRAWN_NODES) {
    return (
      <>
        <div className={styles.note}>
          <Notice title={`${formatCount(selection.nodes.length)} nodes are too many to draw.`}>
            The table has them all; a focus with fewer calls away draws less.
          </Notice>
        </div>
        <ServiceTable graph={{ ...selection, traces: graph.traces }} state={state} change={change} />
      </>
    );
  }
  const isAway = focus !== '' && !selection.isFocused;
  return (
    <div className={styles.part}>
      {isAway && (
        <div className={styles.note}>
          <Notice title="What the graph was focused on has no calls in this range." actions={<Button size="sm" onClick={() => change({ focus: '' }, 'push')}>Whole graph</Button>}>
            The busiest nodes are drawn instead.
          </Notice>
        </div>
      )}
      <GraphView
        drawing="services"
        label="Service graph"
        graph={selection}
        groups={groups}
        direction={state.layout}
        words={words}
        found={found}
        selected={state.sel}
        onSelect={(key) => change({ sel: key === state.sel ? '' : key }, 'push')}
        onEscape={() => change({ sel: '' }, 'push')}
        edgeHref={(edge) => {
          const ends = edgeOf(edge, nodes);
          return ends === null ? null : exploreUrl({ q: callsQuery(...ends, state), mode: 'traceql', from: state.from, to: state.to, tenant: state.tenant });
        }}
      />
      <Caption graph={graph} found={found === null ? null : { text: wanted, count: found.size, drawn: selection.nodes.filter(({ key }) => found.has(key)).length, first: findNode(graph.nodes, wanted)?.name }} group={group} isGroupKnown={selection.nodes.some((node) => groupOf(node, 'attribute') !== '')} hiddenNodes={selection.hiddenNodes} hiddenEdges={selection.hiddenEdges} isFocused={selection.isFocused} change={change} />
    </div>
  );
}

/** What stands above the box around a node; empty for none. */
function groupOf(node: GraphNode, grouping: ServicesState['ns'] | 'attribute'): string {
  if (grouping === 'type') return typeNames[node.type];
  return (grouping === 'namespace' ? node.namespace : node.group) ?? '';
}

interface CaptionProps {
  readonly graph: ServiceGraph;
  /** The attribute that boxes are drawn around; empty for none. */
  readonly group: string;
  readonly isGroupKnown: boolean;
  /** What was typed and how many nodes have it; null when nothing was. */
  readonly found: FoundNodes | null;
  readonly hiddenNodes: number;
  readonly hiddenEdges: number;
  readonly isFocused: boolean;
  readonly change: ChangeRoute<ServicesState>;
}

interface FoundNodes {
  readonly text: string;
  readonly count: number;
  readonly drawn: number;
  /** Which one Enter takes; absent when only namespaces or systems match. */
  readonly first: string | undefined;
}

function foundText({ text, count, drawn, first }: FoundNodes): string {
  if (count === 0) return `No node matches “${text}”.`;
  const nodes = `${formatCount(count)} ${count === 1 ? 'node matches' : 'nodes match'} “${text}”`;
  return `${nodes}${drawn < count ? `, ${formatCount(drawn)} of them drawn` : ''}.${first === undefined ? '' : ` Enter draws the graph around ${first}.`}`;
}

/** What the drawing means and what it leaves out. */
function Caption({ graph, found, group, isGroupKnown, hiddenNodes, hiddenEdges, isFocused, change }: CaptionProps) {
  return (
    <p className={styles.caption}>
      {found !== null && (
        <span role="status">{foundText(found)}</span>
      )}
      <span>Size and width: requests. Red ring: share of errors. Click a node for its numbers, an edge for its traces.</span>
      {group !== '' && (
        <span>
          {isGroupKnown ? `Boxes: ${group}, the value that most spans of a service have.` : `No span of these services has ${group}, so there are no boxes.`}
        </span>
      )}
      {hiddenNodes > 0 && (
        <span>
          {formatCount(hiddenNodes)} of {formatCount(graph.nodes.length)} nodes are not drawn{isFocused ? ': they are further away' : ': they are less busy'}.{' '}
          <button type="button" className={styles.link} onClick={() => change({ view: 'table' }, 'push')}>
            See all in the table
          </button>
        </span>
      )}
      {hiddenEdges > 0 && <span>{formatCount(hiddenEdges)} rare calls are hidden.</span>}
    </p>
  );
}
