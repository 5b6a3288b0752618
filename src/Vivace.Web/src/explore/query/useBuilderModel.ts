import { useMemo, useState } from 'react';
import { fromTraceQL, toTraceQL, type BuilderModel, type FromTraceQL } from '../../traceql/builder';

/** The builder's rows for a text, and how to change them. */
export interface BuilderState {
  /** The rows, or why the text has none. */
  readonly read: FromTraceQL;
  readonly change: (model: BuilderModel) => void;
}

/**
 * Keeps rows and text in step. Rows that ask nothing yet are not in the text; they stay as long as the text is the one that these
 * rows made.
 */
export function useBuilderModel(text: string, onText: (text: string) => void): BuilderState {
  const [own, setOwn] = useState<{ readonly text: string; readonly model: BuilderModel } | undefined>(undefined);
  const parsed = useMemo(() => fromTraceQL(text), [text]);
  return {
    read: own?.text === text ? { model: own.model } : parsed,
    change: (model) => {
      const written = toTraceQL(model);
      setOwn({ text: written, model });
      onText(written);
    },
  };
}
