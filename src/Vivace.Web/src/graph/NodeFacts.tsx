import styles from './EdgeFacts.module.css';
import { errorShare, type GraphNode } from './Graph';
import { latencyText, shareText, trafficText, typeNames, type WordOptions } from './graphWords';

/** All numbers of a node, with its whole name. */
export function NodeFacts({ node, words }: { readonly node: GraphNode; readonly words: WordOptions }) {
  const kind = [node.system ?? typeNames[node.type], node.namespace, node.group].filter(Boolean).join(' · ');
  return (
    <div className={styles.facts}>
      <strong className={styles.title}>{node.name}</strong>
      <div className={styles.kind}>{kind}</div>
      {node.requests === 0 ? (
        <div>serves no requests</div>
      ) : (
        <>
          <div>
            {trafficText(node.requests, words)}, <span className={node.errors > 0 ? styles.failing : undefined}>{shareText(errorShare(node))} errors</span>
          </div>
          <div className={styles.times}>
            {(['p50', 'p95', 'p99'] as const).map((quantile) => (
              <span key={quantile} className={styles.time}>
                <span className={styles.kind}>{quantile}</span> {latencyText(node.latency[quantile])}
              </span>
            ))}
          </div>
        </>
      )}
    </div>
  );
}
