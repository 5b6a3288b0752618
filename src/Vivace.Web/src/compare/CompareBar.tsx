import { ChoiceButtons } from '../ui/ChoiceButtons';
import type { CompareState } from '../url/compareRoute';
import type { ChangeRoute } from '../url/useRouteState';
import styles from './CompareBar.module.css';
import type { MergeSummary } from './model/compareTraces';

export interface CompareBarProps {
  readonly state: CompareState;
  readonly change: ChangeRoute<CompareState>;
  readonly summary: MergeSummary | null;
}

/** How the traces are laid side by side, and the result in one line. */
export function CompareBar({ state, change, summary }: CompareBarProps) {
  return (
    <div className={styles.bar}>
      <ChoiceButtons
        label="Compare by"
        value={state.by}
        onChange={(by) => change({ by }, 'push')}
        options={[{ value: 'structure', label: 'Structure' }, { value: 'operation', label: 'Operation' }]}
      />
      <label className={styles.hide}>
        <input type="checkbox" checked={state.hide} onChange={(event) => change({ hide: event.target.checked }, 'replace')} />
        Only differences
      </label>
      {summary !== null && (
        <p className={styles.summary} role="status">
          {summary.both.toLocaleString('en')} spans in both, of which {summary.changed.toLocaleString('en')} differ;{' '}
          <span className={styles.onlyA}>{summary.onlyA.toLocaleString('en')} only in A</span>,{' '}
          <span className={styles.onlyB}>{summary.onlyB.toLocaleString('en')} only in B</span>
        </p>
      )}
    </div>
  );
}
