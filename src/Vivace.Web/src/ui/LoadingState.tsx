import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './Button';
import styles from './LoadingState.module.css';
import { Skeleton, useDelayed } from './Skeleton';

export interface LoadingStateProps {
  /** What is being loaded: "Searching". */
  label: string;
  /** From 0 to 1; absent while nobody knows. */
  fraction?: number | undefined;
  /** What has been done so far: "3 of 12 jobs, 15 MB inspected". */
  detail?: ReactNode;
  onCancel?: (() => void) | undefined;
  rows?: number;
}

/** Waiting: grey shapes after 150 ms, progress in words and as a bar after a second, and a way out all the time. */
export function LoadingState({ label, fraction, detail, onCancel, rows = 6 }: LoadingStateProps) {
  const showCancel = useDelayed(150);
  const showProgress = useDelayed(1_000);
  return (
    <div className={styles.loading}>
      <div className={styles.head}>
        {showProgress && (
          <>
            <progress
              className={styles.bar}
              aria-label={label}
              max={1}
              {...(fraction === undefined ? {} : { value: Math.min(1, Math.max(0, fraction)) })}
            />
            <span className={styles.words}>
              {label}
              {fraction !== undefined && <span className="tabular"> {Math.floor(fraction * 100)} %</span>}
              {detail !== undefined && <span className={styles.detail}> · {detail}</span>}
            </span>
          </>
        )}
        {showCancel && onCancel !== undefined && (
          <Button size="sm" icon={<X aria-hidden />} className={styles.cancel} onClick={onCancel}>
            Cancel
          </Button>
        )}
      </div>
      <Skeleton rows={rows} label={label} />
    </div>
  );
}
