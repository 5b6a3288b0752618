import { CircleAlert, Info, Lightbulb, TriangleAlert } from 'lucide-react';
import { Button } from '../ui/Button';
import { classes } from '../ui/classes';
import { ServerWords } from './ServerWords';
import type { QueryDiagnostic, QueryFix } from './server';
import styles from './QueryProblems.module.css';

export interface QueryProblemsProps {
  /** The query that the diagnostics are about. */
  query: string;
  diagnostics: readonly QueryDiagnostic[];
  /** Whether the texts still stand where the diagnostics say; fixes wait until they do. */
  isCurrent: boolean;
  /** Where typing goes on: a query that merely is not finished there is no mistake yet. */
  cursor?: number | undefined;
  onFix: (fix: QueryFix) => void;
  onShow: (diagnostic: QueryDiagnostic) => void;
  id?: string;
  className?: string | undefined;
}

const icons = { error: CircleAlert, warning: TriangleAlert, hint: Lightbulb, unfinished: Info };
const names = { error: 'Mistake', warning: 'Warning', hint: 'Hint', unfinished: 'Not finished' };
const order = ['error', 'unfinished', 'warning', 'hint'] as const;

/** Most that are listed at once; the others are underlined all the same. */
const SHOWN = 3;

/** What the server says of the query, in words, below the editor. */
export function QueryProblems({ query, diagnostics, isCurrent, cursor, onFix, onShow, id, className }: QueryProblemsProps) {
  const listed = diagnostics
    .map((diagnostic) => ({ diagnostic, tone: toneOf(diagnostic, query, cursor) }))
    .sort((a, b) => order.indexOf(a.tone) - order.indexOf(b.tone));
  return (
    <ul id={id} className={classes(styles.problems, className)} aria-live="polite" aria-label="Remarks on the query">
      {listed.slice(0, SHOWN).map(({ diagnostic, tone }) => {
        const Icon = icons[tone];
        const { message, hint, fixes = [], start, severity } = diagnostic;
        return (
          <li key={`${severity} ${start} ${message}`} className={classes(styles.problem, styles[tone])}>
            <Icon aria-hidden className={styles.icon} />
            <span className={styles.text}>
              <button type="button" className={styles.message} onClick={() => onShow(diagnostic)}>
                <span className="visually-hidden">{names[tone]}: </span>
                <ServerWords text={message} />
              </button>
              {hint !== undefined && fixes.length === 0 && (
                <span className={styles.hintText}>
                  {' '}
                  <ServerWords text={hint} />
                </span>
              )}
            </span>
            {fixes.map((fix) => (
              <Button key={fix.title} size="sm" className={styles.fix} disabled={!isCurrent} onClick={() => onFix(fix)}>
                Use <code>{fix.title}</code>
              </Button>
            ))}
          </li>
        );
      })}
    </ul>
  );
}

/** A mistake right where the cursor stands, blanks aside, is only a query that goes on there. */
export function toneOf({ severity, start, length }: QueryDiagnostic, query: string, cursor: number | undefined): 'error' | 'unfinished' | 'warning' | 'hint' {
  if (severity !== 'error' || cursor === undefined) return severity;
  const isBehind = cursor <= start && query.slice(cursor, start).trim() === '';
  const isAtEnd = length === 0 && cursor >= start;
  return isBehind || isAtEnd ? 'unfinished' : 'error';
}
