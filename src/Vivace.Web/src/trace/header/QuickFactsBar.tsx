import { CircleX, Hourglass, Timer } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { formatDuration } from '../../time/durations';
import { Tooltip } from '../../ui/Tooltip';
import type { TraceModel } from '../model/TraceModel';
import { useTrace, useTraceActions } from '../TraceStoreContext';
import { quickFacts, type QuickFacts } from './quickFacts';
import styles from './QuickFactsBar.module.css';

/** The slowest self time, the first error and the longest gap, each one click away. */
export function QuickFactsBar() {
  const model = useTrace((state) => state.model);
  const actions = useTraceActions();
  const facts = useQuickFacts(model);
  if (facts === null) return null;
  const { slowest, firstError, gap } = facts;
  return (
    <div className={styles.bar} role="group" aria-label="Quick facts">
      {slowest >= 0 && (
        <Chip
          icon={<Timer aria-hidden />}
          label="Slowest"
          hint="The span with the most time of its own"
          onClick={() => actions.select(slowest, { details: true })}
        >
          {formatDuration(model.self[slowest]!)} <span className={styles.what}>{model.spanName(slowest)}</span>
        </Chip>
      )}
      {firstError >= 0 && (
        <Chip
          icon={<CircleX aria-hidden />}
          label="First error"
          hint="The failed span that ended first"
          tone="error"
          onClick={() => actions.select(firstError, { details: true })}
        >
          <span className={styles.what}>{model.spanName(firstError)}</span>
        </Chip>
      )}
      {gap !== null && (
        <Chip
          icon={<Hourglass aria-hidden />}
          label="Longest gap"
          hint="The longest time in which no span without children was running"
          onClick={() => {
            if (gap.row >= 0) actions.select(gap.row);
            actions.setZoom({ from: gap.from, to: gap.to });
          }}
        >
          {formatDuration(gap.to - gap.from)} <span className={styles.what}>at +{formatDuration(gap.from)}</span>
        </Chip>
      )}
    </div>
  );
}

/** Computed after the first paint: a large trace is drawn before it is looked through. */
function useQuickFacts(model: TraceModel): QuickFacts | null {
  const [facts, setFacts] = useState<{ readonly model: TraceModel; readonly facts: QuickFacts } | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setFacts({ model, facts: quickFacts(model) }), 0);
    return () => clearTimeout(timer);
  }, [model]);
  return facts?.model === model ? facts.facts : null;
}

interface ChipProps {
  icon: ReactNode;
  label: string;
  hint: string;
  tone?: 'error';
  onClick: () => void;
  children: ReactNode;
}

function Chip({ icon, label, hint, tone, onClick, children }: ChipProps) {
  return (
    <Tooltip content={hint}>
      <button type="button" className={styles.chip} data-tone={tone} onClick={onClick}>
        {icon}
        <span className={styles.label}>{label}</span>
        {children}
      </button>
    </Tooltip>
  );
}
