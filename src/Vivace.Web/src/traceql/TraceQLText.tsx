import { highlightCode } from '@lezer/highlight';
import { type ReactNode, useMemo } from 'react';
import { classes } from '../ui/classes';
import { traceqlParser } from './parser';
import { syntaxClasses } from './syntaxClasses';
import styles from './TraceQLText.module.css';

export interface TraceQLTextProps {
  query: string;
  /** On one line, cut with an ellipsis; the whole query is the tooltip. */
  oneLine?: boolean;
  className?: string;
}

/** A query to read: coloured like in the editor, without the editor. */
export function TraceQLText({ query, oneLine = false, className }: TraceQLTextProps) {
  const pieces = useMemo(() => piecesOf(query), [query]);
  return (
    <code className={classes(styles.query, oneLine && styles.oneLine, className)} {...(oneLine ? { title: query } : {})}>
      {pieces}
    </code>
  );
}

function piecesOf(query: string): ReactNode[] {
  const pieces: ReactNode[] = [];
  highlightCode(
    query,
    traceqlParser.parse(query),
    syntaxClasses,
    (text, className) => {
      pieces.push(
        className === '' ? (
          text
        ) : (
          <span key={pieces.length} className={className}>
            {text}
          </span>
        ),
      );
    },
    () => pieces.push('\n'),
  );
  return pieces;
}
