import { TextSearch } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { errorShare, type GraphEdge, type GraphNode } from '../../graph/Graph';
import { latencyText, shareText, trafficText } from '../../graph/graphWords';
import { exploreUrl } from '../../url/exploreRoute';
import type { ServicesState } from '../../url/servicesRoute';
import type { ChangeRoute } from '../../url/useRouteState';
import { unitOf, type ServiceGraph } from '../serviceGraph';
import { callsQuery } from '../serviceQueries';
import styles from './CallList.module.css';

export interface CallListProps {
  readonly title: string;
  readonly none: string;
  readonly edges: readonly GraphEdge[];
  /** The end of the edges that is listed. */
  readonly end: 'from' | 'to';
  readonly graph: ServiceGraph;
  readonly state: ServicesState;
  readonly change: ChangeRoute<ServicesState>;
}

const step = 8;

/** Callers or callees with the numbers of the edge: caller's and callee's latency side by side, as their difference is the way between. */
export function CallList({ title, none, edges, end, graph, state, change }: CallListProps) {
  const [shown, setShown] = useState(step);
  const unit = unitOf(graph);
  const nodes = new Map(graph.nodes.map((node) => [node.key, node]));
  return (
    <section aria-label={title}>
      <h3>
        {title} <span className={styles.count}>{edges.length}</span>
      </h3>
      {edges.length === 0 && <p className={styles.none}>{none}</p>}
      {edges.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">{unit === 'rate' ? 'Rate' : 'Calls'}</th>
              <th scope="col">Errors</th>
              <th scope="col" title="As the caller saw it">
                {state.metric} caller
              </th>
              <th scope="col" title="Within the callee">
                callee
              </th>
              <th scope="col">
                <span className="visually-hidden">Traces</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {edges.slice(0, shown).map((edge) => {
              const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)];
              if (from === undefined || to === undefined) return null;
              const other: GraphNode = end === 'from' ? from : to;
              const traces = exploreUrl({ q: callsQuery(from, to, state), mode: 'traceql', from: state.from, to: state.to, tenant: state.tenant });
              return (
                <tr key={edge.key}>
                  <th scope="row">
                    <button type="button" className={styles.name} onClick={() => change({ sel: other.key }, 'push')}>
                      {other.name}
                    </button>
                  </th>
                  <td>{trafficText(edge.requests, { unit, seconds: graph.seconds })}</td>
                  <td className={edge.errors > 0 ? styles.failing : undefined}>{shareText(errorShare(edge))}</td>
                  <td>{latencyText(edge.client[state.metric])}</td>
                  <td>{latencyText(edge.server[state.metric])}</td>
                  <td>
                    <Link href={traces} className={styles.traces ?? ''} aria-label={`Traces of ${from.name} calling ${to.name}`} title="Traces of this call">
                      <TextSearch aria-hidden />
                    </Link>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {edges.length > shown && (
        <button type="button" className={styles.more} onClick={() => setShown(shown + 50)}>
          Show more of {edges.length - shown}
        </button>
      )}
    </section>
  );
}
