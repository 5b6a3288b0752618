import { ChevronDown, PencilLine } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { NARROW, useMediaQuery } from '../../app/useMediaQuery';
import { emptyModel } from '../../traceql/builder';
import type { TimeRange } from '../../time/ranges';
import { QueryProblems } from '../../traceql/QueryProblems';
import { TraceQLText } from '../../traceql/TraceQLText';
import { useValidation } from '../../traceql/useValidation';
import type { QueryRange } from '../../traceql/server';
import { Button } from '../../ui/Button';
import { CopyButton } from '../../ui/CopyButton';
import { Notice } from '../../ui/Notice';
import { Builder } from '../builder/Builder';
import { effectiveQuery } from '../run/queryForRun';
import styles from './BuilderPart.module.css';
import { useBuilderModel } from './useBuilderModel';

/** Properties of `BuilderPart`. */
export interface BuilderPartProps {
  readonly draft: string;
  readonly onDraft: (text: string) => void;
  readonly range: TimeRange;
  /** The range in Unix seconds, for hints about long ones. */
  readonly seconds: QueryRange;
  readonly onEditAsText: () => void;
  /** Buttons beside the query's text. */
  readonly actions: ReactNode;
}

/** The builder with the query that it makes; or, for a query that rows cannot show, which part of it is in the way. */
export function BuilderPart({ draft, onDraft, range, seconds, onEditAsText, actions }: BuilderPartProps) {
  const { read, change } = useBuilderModel(draft, onDraft);
  const text = effectiveQuery(draft);
  const checked = useValidation(text, { range: seconds });
  // Mistakes are said when the query is run, and in the editor under their characters.
  const hints = checked?.query === text ? checked.validation.diagnostics.filter(({ severity }) => severity !== 'error') : [];
  const isNarrow = useMediaQuery(NARROW);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      {'model' in read
        ? (
          <>
            {isNarrow && (
              <button type="button" className={styles.fold} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
                <ChevronDown aria-hidden /> Conditions
              </button>
            )}
            {(!isNarrow || isOpen) && <Builder model={read.model} onChange={change} range={range} />}
          </>
        )
        : (
          <Notice
            title="The builder cannot show this query."
            actions={(
              <>
                <Button size="sm" icon={<PencilLine aria-hidden />} onClick={onEditAsText}>Edit as TraceQL</Button>
                <Button size="sm" variant="ghost" onClick={() => change(emptyModel)}>Start a new one</Button>
              </>
            )}
          >
            {read.reason}
            {read.to - read.from > 0 && read.to - read.from < draft.trim().length && <> The part is <code>{draft.slice(read.from, read.to)}</code>.</>} The text stays as it is and can be run.
          </Notice>
        )}
      <div className={styles.line}>
        <div className={styles.preview} role="group" aria-label="The query as TraceQL">
          <TraceQLText query={text} className={styles.text ?? ''} />
          <div className={styles.tools}>
            <CopyButton label="Copy the query" text={text} size="sm" />
            <Button size="sm" variant="ghost" icon={<PencilLine aria-hidden />} onClick={onEditAsText}>Edit as TraceQL</Button>
          </div>
        </div>
        {actions}
      </div>
      {hints.length > 0 && (
        <QueryProblems
          query={text}
          diagnostics={hints}
          isCurrent
          onFix={({ start, length, text: fix }) => onDraft(text.slice(0, start) + fix + text.slice(start + length))}
          onShow={onEditAsText}
        />
      )}
    </>
  );
}
