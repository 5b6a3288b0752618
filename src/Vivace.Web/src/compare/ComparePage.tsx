import { ArrowLeftRight } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../ui/Button';
import { ErrorState } from '../ui/ErrorState';
import { LoadingState } from '../ui/LoadingState';
import { Notice } from '../ui/Notice';
import { compareCodec } from '../url/compareRoute';
import { useRouteState } from '../url/useRouteState';
import { TraceChooser } from './choose/TraceChooser';
import { useComparedFiles, type Side } from './comparedFiles';
import { CompareBar } from './CompareBar';
import styles from './ComparePage.module.css';
import { OperationDiff } from './OperationDiff';
import { SideCard } from './SideCard';
import { MergedTreeView } from './tree/MergedTreeView';
import { useComparison } from './useComparison';
import { useSide } from './useSide';

/** `/compare`: two traces as one tree, or by operation. */
export function ComparePage() {
  const { state, change } = useRouteState(compareCodec);
  const a = useSide('a', state.a);
  const b = useSide('b', state.b);
  const swapFiles = useComparedFiles((files) => files.swap);
  const [choosing, setChoosing] = useState<Side | null>(null);
  const modelA = a.opening.state === 'open' ? a.opening.trace.model : null;
  const modelB = b.opening.state === 'open' ? b.opening.trace.model : null;
  const comparison = useComparison(modelA, modelB);
  // A side that nothing is known of yet asks for a trace by itself.
  const wanted = choosing ?? (['a', 'b'] as const).find((side) => state[side] === '' || (side === 'a' ? a : b).opening.state === 'no-file') ?? null;
  const other = wanted === 'a' ? modelB : modelA;
  const isDifferentRoot =
    modelA !== null && modelB !== null && (modelA.rootService !== modelB.rootService || modelA.rootName !== modelB.rootName);

  return (
    <div className={styles.page}>
      <h1 className="visually-hidden">Compare two traces</h1>
      <div className={styles.sides}>
        <SideCard side="a" id={state.a} tenant={state.tenant} opening={a.opening} onRetry={a.retry} onChoose={() => setChoosing('a')} />
        <Button
          className={styles.swap}
          variant="ghost"
          icon={<ArrowLeftRight aria-hidden />}
          disabled={state.a === '' && state.b === ''}
          onClick={() => {
            swapFiles();
            change({ a: state.b, b: state.a }, 'push');
          }}
        >
          Swap
        </Button>
        <SideCard side="b" id={state.b} tenant={state.tenant} opening={b.opening} onRetry={b.retry} onChoose={() => setChoosing('b')} />
      </div>
      {wanted !== null && (
        <TraceChooser
          key={wanted}
          side={wanted}
          other={other}
          isAgain={state[wanted] === 'file'}
          onClose={choosing === null ? undefined : () => setChoosing(null)}
          onChoose={(id) => {
            setChoosing(null);
            change({ [wanted]: id }, 'push');
          }}
        />
      )}
      {modelA !== null && modelB !== null && (
        <section className={styles.result} aria-label="Comparison">
          <CompareBar state={state} change={change} summary={comparison.state === 'done' ? comparison.comparison.tree.summary : null} />
          {isDifferentRoot && state.by === 'structure' && (
            <Notice
              title="The traces have different roots."
              actions={
                <Button size="sm" onClick={() => change({ by: 'operation' }, 'push')}>
                  Compare by operation
                </Button>
              }
            >
              As a tree they have little in common.
            </Notice>
          )}
          {(modelA.window !== null || modelB.window !== null) && (
            <Notice tone="warning" title="Partial:">
              A trace is larger than what is loaded at once; its upper levels are compared.
            </Notice>
          )}
          {comparison.state === 'waiting' && <LoadingState label="Comparing" rows={10} />}
          {comparison.state === 'failed' && <ErrorState compact error={comparison.error} title="The traces could not be compared." />}
          {comparison.state === 'done' && a.opening.state === 'open' && b.opening.state === 'open' && (
            state.by === 'structure' ? (
              <MergedTreeView tree={comparison.comparison.tree} a={a.opening.trace} b={b.opening.trace} onlyDifferent={state.hide} state={state} />
            ) : (
              <OperationDiff operations={comparison.comparison.operations} onlyDifferent={state.hide} />
            )
          )}
        </section>
      )}
    </div>
  );
}
