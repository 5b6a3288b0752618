import styles from './EdgeFacts.module.css';
import { errorShare, type GraphEdge } from './Graph';
import { latencyText, shareText, trafficText, type WordOptions } from './graphWords';

export interface EdgeFactsProps {
  readonly edge: GraphEdge;
  readonly names: readonly [from: string, to: string];
  readonly words: WordOptions;
}

const quantiles = ['p50', 'p95', 'p99'] as const;

/** All numbers of a call: how often, how often in vain, and how long it took as either side saw it. */
export function EdgeFacts({ edge, names, words }: EdgeFactsProps) {
  return (
    <div className={styles.facts}>
      <strong className={styles.title}>
        {names[0]} → {names[1]}
      </strong>
      <div>
        {trafficText(edge.requests, words)}, <span className={edge.errors > 0 ? styles.failing : undefined}>{shareText(errorShare(edge))} errors</span>
        {edge.type === 'messaging_system' && ', by messages'}
      </div>
      <table className={styles.times}>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Side</span>
            </th>
            {quantiles.map((quantile) => (
              <th key={quantile} scope="col">
                {quantile}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(['client', 'server'] as const).map((side) => (
            <tr key={side}>
              <th scope="row">{side === 'client' ? 'As the caller saw it' : 'In the callee'}</th>
              {quantiles.map((quantile) => (
                <td key={quantile}>{latencyText(edge[side][quantile])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
