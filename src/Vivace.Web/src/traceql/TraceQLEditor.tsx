import { type ComponentType, type ReactNode, type Ref, useEffect, useId, useImperativeHandle, useRef, useState } from 'react';
import { classes } from '../ui/classes';
import type { CodeEditorHandle, CodeEditorProps } from './editor/CodeEditor';
import { PlainEditor } from './PlainEditor';
import { QueryProblems } from './QueryProblems';
import type { QueryFix, QueryRange } from './server';
import styles from './TraceQLEditor.module.css';
import { useValidation } from './useValidation';

export interface TraceQLEditorProps {
  value: string;
  onChange: (value: string) => void;
  /** Ctrl+Enter, and Enter in the compact form. Running is possible whatever the editor thinks of the query. */
  onRun?: () => void;
  /** The accessible name. */
  label: string;
  /** `compact` is one line, as high as other controls. */
  variant?: 'full' | 'compact';
  placeholder?: string;
  /** The time range of completed names and values. */
  range?: QueryRange | undefined;
  /** The step of metrics queries, when one is set; without one the server hints at it. */
  step?: string | undefined;
  /** Takes the focus when it appears. */
  focusOnMount?: boolean;
  /** Shown at the lower right of the full form, such as buttons. */
  actions?: ReactNode;
  className?: string;
  ref?: Ref<TraceQLEditorHandle>;
}

export interface TraceQLEditorHandle {
  focus: () => void;
  /** Puts the white space of the query in order; see layout.ts. */
  format: () => void;
}

let loaded: ComponentType<CodeEditorProps> | undefined;

/**
 * The TraceQL editor. The editor itself is a chunk of its own; until it is there, and when it cannot be had, a plain
 * text field stands in its place, and what is typed there stays.
 */
export function TraceQLEditor({ value, onChange, onRun, label, variant = 'full', placeholder, range, step, focusOnMount = false, actions, className, ref }: TraceQLEditorProps) {
  const [Editor, setEditor] = useState<ComponentType<CodeEditorProps> | undefined>(() => loaded);
  const [hasPlainFocus, setHasPlainFocus] = useState(false);
  const [cursor, setCursor] = useState<number | undefined>(undefined);
  const handle = useRef<CodeEditorHandle>(null);
  const plain = useRef<HTMLTextAreaElement>(null);
  const problemsId = useId();
  const checked = useValidation(value, { range, step });
  const isCurrent = checked?.query === value;

  useEffect(() => {
    if (loaded !== undefined) return;
    import('./editor/CodeEditor').then(
      ({ CodeEditor }) => {
        loaded = CodeEditor;
        setHasPlainFocus(plain.current !== null && document.activeElement === plain.current);
        setEditor(() => CodeEditor);
      },
      // The plain field stays; the next visit of the page tries again.
      () => undefined,
    );
  }, []);

  useImperativeHandle(ref, () => ({
    focus: () => (handle.current ?? plain.current)?.focus(),
    format: () => handle.current?.format(),
  }));

  const fix = ({ start, length, text }: QueryFix) => {
    if (!isCurrent) return;
    onChange(value.slice(0, start) + text + value.slice(start + length));
    handle.current?.focus();
  };

  const diagnostics = checked?.validation.diagnostics ?? [];
  const shared = { value, onChange, onRun, label, variant, placeholder, describedBy: problemsId };
  return (
    <div className={classes(styles.editor, styles[variant], className)}>
      <div className={styles.box}>
        {Editor === undefined ? (
          <PlainEditor {...shared} ref={plain} focusOnMount={focusOnMount} />
        ) : (
          <Editor
            {...shared}
            ref={handle}
            focusOnMount={focusOnMount || hasPlainFocus}
            range={range}
            checked={checked}
            onCursor={setCursor}
          />
        )}
      </div>
      <div className={styles.below}>
        <QueryProblems
          id={problemsId}
          className={styles.problems}
          query={checked?.query ?? ''}
          diagnostics={diagnostics}
          isCurrent={isCurrent}
          cursor={cursor}
          onFix={fix}
          onShow={(diagnostic) => handle.current?.select(diagnostic.start, diagnostic.start + diagnostic.length)}
        />
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </div>
    </div>
  );
}
