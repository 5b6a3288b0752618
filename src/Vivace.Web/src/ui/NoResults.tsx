import { SearchX } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './Button';
import { EmptyState } from './EmptyState';
import styles from './NoResults.module.css';

export interface NoResultsHint {
  /** What it changes: "Search the last 24 hours". */
  label: string;
  /** Why it may help: "412 traces match without this condition". */
  reason?: string;
  apply: () => void;
}

export interface NoResultsProps {
  /** The TraceQL that was searched for. */
  query: string;
  /** The range in words: "the last hour" or two instants with their zone. */
  range: string;
  /** Spans that were looked at; absent when the server does not say. */
  inspectedSpans?: bigint | number | undefined;
  /** The nearest changes that could find something, best first. */
  hints?: readonly NoResultsHint[];
  children?: ReactNode;
}

/** A search that found nothing: what was searched, how much was looked at, and what to try. */
export function NoResults({ query, range, inspectedSpans, hints = [], children }: NoResultsProps) {
  return (
    <EmptyState icon={<SearchX aria-hidden />} title="No trace matches">
      <p>
        Searched <code className={styles.query}>{query === '' ? '{ }' : query}</code> in {range}
        {inspectedSpans !== undefined && <>, {inspectedSpans.toLocaleString('en')} spans inspected</>}.
      </p>
      {hints.length > 0 && (
        <ul className={styles.hints} aria-label="What to try">
          {hints.map((hint) => (
            <li key={hint.label} className={styles.hint}>
              <Button onClick={hint.apply}>{hint.label}</Button>
              {hint.reason !== undefined && <span>{hint.reason}</span>}
            </li>
          ))}
        </ul>
      )}
      {children}
    </EmptyState>
  );
}
