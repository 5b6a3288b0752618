import { ArrowLeft, ChevronRight, X } from 'lucide-react';
import { useLocation } from 'wouter';
import { Button } from '../../ui/Button';
import { IconButton } from '../../ui/IconButton';
import { useTrace, useTraceActions } from '../TraceStoreContext';
import { cutTrail, useLinkTrail } from './linkTrail';
import styles from './TrailBar.module.css';

/** The way back after following links: one button for each place that was left. */
export function TrailBar() {
  const steps = useLinkTrail((state) => state.steps);
  const model = useTrace((state) => state.model);
  const actions = useTraceActions();
  const [, navigate] = useLocation();
  if (steps.length === 0) return null;

  const goTo = (index: number) => {
    const step = steps[index]!;
    cutTrail(index);
    const row = step.traceId === model.traceId && step.spanId !== '' ? model.rowOfSpan(step.spanId) : -1;
    if (row >= 0) actions.select(row, { details: true });
    else navigate(step.url);
  };

  return (
    <nav className={styles.trail} aria-label="Way back along links">
      <ArrowLeft aria-hidden className={styles.icon} />
      <ol className={styles.steps}>
        {steps.map((step, index) => (
          <li key={index} className={styles.step}>
            <Button size="sm" variant="ghost" className={styles.button} title={step.label} onClick={() => goTo(index)}>
              <span className={styles.label}>{step.label}</span>
            </Button>
            <ChevronRight aria-hidden className={styles.icon} />
          </li>
        ))}
      </ol>
      <IconButton size="sm" label="Forget the way back" icon={<X aria-hidden />} onClick={() => cutTrail(0)} />
    </nav>
  );
}
