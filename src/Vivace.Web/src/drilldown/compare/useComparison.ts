import { useCallback, useEffect, useState } from 'react';
import { isAbort } from '../../api/ApiError';
import { useTenant } from '../../api/tenant';
import type { LabelledSeries } from '../data/labelledSeries';
import { streamMetrics } from '../data/streamMetrics';
import { comparisonOf, joinedSides, type Comparison } from './comparedField';
import type { ComparePlan } from './comparePlan';

/** Where a comparison stands. */
export interface ComparisonState {
  /** What was asked; the comparison may still be of the plan before. */
  readonly plan: ComparePlan | undefined;
  readonly comparison: Comparison | undefined;
  /** Of the plan before; nothing of the present one has come yet. */
  readonly isStale: boolean;
  readonly isRunning: boolean;
  readonly isStopped: boolean;
  readonly fraction: number | undefined;
  readonly warnings: readonly string[];
  readonly error: Error | undefined;
}

const idle: ComparisonState = { plan: undefined, comparison: undefined, isStale: false, isRunning: false, isStopped: false, fraction: undefined, warnings: [], error: undefined };

/** Runs a comparison whenever its plan changes; a running one is cancelled first. What came stays when it is stopped. */
export function useComparison(plan: ComparePlan | undefined, askedAtMs: number, isStreamed: boolean | undefined) {
  const tenant = useTenant((state) => state.tenant);
  const [state, setState] = useState(idle);
  const [runCount, setRunCount] = useState(0);
  const [controller, setController] = useState<AbortController | undefined>(undefined);
  const key = plan === undefined ? undefined : JSON.stringify([plan.query, plan.range, plan.other]);

  useEffect(() => {
    if (plan === undefined || isStreamed === undefined) return undefined;
    const mine = new AbortController();
    const sides: { selection?: readonly LabelledSeries[]; other?: readonly LabelledSeries[] } = {};
    const fractions = [0, plan.other === undefined ? 1 : 0];
    const change = (changed: Partial<ComparisonState>) => {
      if (!mine.signal.aborted) setState((before) => ({ ...before, ...changed }));
    };
    const show = () => {
      if (sides.selection === undefined || (plan.other !== undefined && sides.other === undefined)) return;
      change({ comparison: comparisonOf(plan.other === undefined ? sides.selection : joinedSides(sides.selection, sides.other!)), isStale: false });
    };
    const run = ({ query, range }: Pick<ComparePlan, 'query' | 'range'>, side: 'selection' | 'other') =>
      streamMetrics(query, range, isStreamed, mine.signal, ({ series, fraction, warning }) => {
        if (series !== undefined) {
          sides[side] = series;
          show();
        }
        if (fraction !== undefined) {
          fractions[side === 'selection' ? 0 : 1] = fraction;
          change({ fraction: plan.other === undefined ? fractions[0]! : (fractions[0]! + fractions[1]!) / 2 });
        }
        if (warning !== undefined && !mine.signal.aborted) setState((before) => ({ ...before, warnings: [...new Set([...before.warnings, warning])] }));
      });
    setController(mine);
    setState((before) => ({ ...idle, plan, comparison: before.comparison, isStale: before.comparison !== undefined, isRunning: true }));
    Promise.all([run(plan, 'selection'), plan.other === undefined ? undefined : run(plan.other, 'other')]).then(
      () => change({ isRunning: false }),
      (error: unknown) => {
        if (!isAbort(error)) change({ isRunning: false, error: error instanceof Error ? error : new Error(String(error)) });
      },
    );
    return () => mine.abort();
    // The key says all of the plan that is asked.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key, askedAtMs, isStreamed, tenant, runCount]);

  const stop = useCallback(() => {
    controller?.abort();
    setState((before) => ({ ...before, isRunning: false, isStopped: true }));
  }, [controller]);
  const retry = useCallback(() => setRunCount((count) => count + 1), []);
  return { state, stop, retry };
}
