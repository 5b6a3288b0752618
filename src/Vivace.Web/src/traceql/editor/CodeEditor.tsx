import { acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, completionStatus, selectedCompletionIndex } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching } from '@codemirror/language';
import { nextDiagnostic, previousDiagnostic, setDiagnostics } from '@codemirror/lint';
import { Annotation, Compartment, EditorState, type Extension, Prec } from '@codemirror/state';
import { drawSelection, EditorView, keymap, placeholder as placeholderExtension, tooltips } from '@codemirror/view';
import { type Ref, useEffect, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import { useAbout } from '../../api/about';
import { useTenant } from '../../api/tenant';
import { pageNonce } from '../../app/pageNonce';
import { formatQuery, formattedCursor } from '../formatQuery';
import { type QueryRange, validateQuery } from '../server';
import type { CheckedQuery } from '../useValidation';
import { completionIcon } from './completionIcon';
import { completionSource } from './completionSource';
import { lintDiagnostics } from './lintDiagnostics';
import { focusableList } from './focusableList';
import { traceql } from './language';
import { oneLine } from './oneLine';
import { replaceBySelf } from './replaceBySelf';
import { compactTheme, editorTheme, fullTheme } from './theme';

export interface CodeEditorProps {
  value: string;
  onChange: (value: string) => void;
  onRun?: (() => void) | undefined;
  label: string;
  variant: 'full' | 'compact';
  placeholder?: string | undefined;
  /** The id of the element that describes the editor. */
  describedBy: string;
  focusOnMount: boolean;
  range: QueryRange | undefined;
  /** What the server says of the query, and of which text. */
  checked: CheckedQuery | undefined;
  /** The cursor, or undefined while the editor has no focus. */
  onCursor: (cursor: number | undefined) => void;
  ref?: Ref<CodeEditorHandle>;
}

export interface CodeEditorHandle {
  focus: () => void;
  format: () => void;
  select: (from: number, to: number) => void;
}

/** Marks a change that came from outside, so that it is not reported back. */
const fromOutside = Annotation.define<boolean>();

/** CodeMirror with TraceQL. Loaded on demand: everything heavy of the editor hangs on this module. */
export function CodeEditor(props: CodeEditorProps) {
  const { value, label, variant, placeholder, describedBy, checked, ref } = props;
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView | null>(null);
  const described = useRef(new Compartment());
  const features = useAbout()?.features;
  const tenant = useTenant((state) => state.tenant);
  const latest = useRef({ ...props, features, tenant });
  useLayoutEffect(() => {
    latest.current = { ...props, features, tenant };
  });

  const format = async (): Promise<void> => {
    const view = editor.current;
    if (view === null) return;
    const query = view.state.sliceDoc();
    const canValidate = latest.current.features?.includes('validate') === true;
    const validate = (text: string) => validateQuery(text, undefined, undefined, new AbortController().signal);
    // When the server does not answer, the query stays as it is.
    const formatted = await formatQuery(query, canValidate ? validate : undefined).catch(() => null);
    if (formatted === null || view.state.sliceDoc() !== query) return;
    const text = latest.current.variant === 'compact' ? formatted.replace(/\s*\n\s*/g, ' ') : formatted;
    const cursor = formattedCursor(query, view.state.selection.main.head, text);
    view.dispatch({ changes: { from: 0, to: query.length, insert: text }, selection: { anchor: cursor }, userEvent: 'format' });
  };

  useEffect(() => {
    if (host.current === null) return undefined;
    const isCompact = latest.current.variant === 'compact';
    const run = (): boolean => {
      latest.current.onRun?.();
      return true;
    };
    const view = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: latest.current.value,
        extensions: [
          nonceExtension(),
          isCompact ? [compactTheme, oneLine] : [fullTheme, EditorView.lineWrapping],
          editorTheme,
          traceql(),
          history(),
          drawSelection(),
          bracketMatching(),
          closeBrackets(),
          replaceBySelf,
          tooltips({ position: 'fixed' }),
          focusableList,
          autocompletion({
            override: [
              completionSource({
                range: () => latest.current.range,
                tenant: () => latest.current.tenant ?? '',
                hasServer: () => latest.current.features === undefined || latest.current.features.includes('complete'),
              }),
            ],
            defaultKeymap: false,
            activateOnTypingDelay: 0,
            icons: false,
            addToOptions: [{ render: completionIcon, position: 20 }],
            maxRenderedOptions: 120,
          }),
          Prec.highest(
            keymap.of([
              { key: 'Mod-Enter', run },
              { key: 'Shift-Enter', run },
              { key: 'Shift-Alt-f', run: () => (void format(), true) },
              { key: 'Tab', run: acceptCompletion },
              { key: 'Enter', run: acceptMeantCompletion },
              ...(isCompact ? [{ key: 'Enter', run }] : []),
            ]),
          ),
          keymap.of([
            ...closeBracketsKeymap,
            ...completionKeymap.filter(({ key }) => key !== 'Enter'),
            ...historyKeymap,
            { key: 'F8', run: nextDiagnostic },
            { key: 'Shift-F8', run: previousDiagnostic },
            ...defaultKeymap,
          ]),
          described.current.of(descriptionOf(latest.current)),
          EditorView.updateListener.of((update) => {
            const isOwn = !update.transactions.some((transaction) => transaction.annotation(fromOutside) === true);
            if (update.docChanged && isOwn) latest.current.onChange(update.state.sliceDoc());
            if (update.docChanged || update.selectionSet || update.focusChanged) {
              latest.current.onCursor(update.view.hasFocus ? update.state.selection.main.head : undefined);
            }
          }),
        ],
      }),
    });
    editor.current = view;
    if (latest.current.focusOnMount) {
      view.dispatch({ selection: { anchor: view.state.doc.length } });
      view.focus();
    }
    return () => {
      editor.current = null;
      view.destroy();
    };
    // The view is made once; what changes reaches it by `latest` and the effects below.
  }, []);

  useEffect(() => {
    const view = editor.current;
    if (view === null || view.state.sliceDoc() === value) return;
    view.dispatch({ changes: changeBetween(view.state.sliceDoc(), value), annotations: fromOutside.of(true) });
  }, [value]);

  useEffect(() => {
    editor.current?.dispatch({ effects: described.current.reconfigure(descriptionOf({ label, variant, placeholder, describedBy })) });
  }, [label, variant, placeholder, describedBy]);

  useEffect(() => {
    const view = editor.current;
    if (view === null || (checked !== undefined && checked.query !== view.state.sliceDoc())) return;
    const cursor = view.hasFocus ? view.state.selection.main.head : undefined;
    view.dispatch(setDiagnostics(view.state, lintDiagnostics(checked, cursor)));
  }, [checked]);

  useImperativeHandle(ref, () => ({
    focus: () => editor.current?.focus(),
    format: () => void format(),
    select: (from, to) => {
      const view = editor.current;
      if (view === null) return;
      const length = view.state.doc.length;
      view.dispatch({ selection: { anchor: Math.min(from, length), head: Math.min(to, length) }, scrollIntoView: true });
      view.focus();
    },
  }));

  return <div ref={host} />;
}

function nonceExtension(): Extension {
  const nonce = pageNonce();
  return nonce === null ? [] : EditorView.cspNonce.of(nonce);
}

function descriptionOf({ label, variant, placeholder, describedBy }: Pick<CodeEditorProps, 'label' | 'variant' | 'placeholder' | 'describedBy'>): Extension {
  return [
    placeholder === undefined ? [] : placeholderExtension(placeholder),
    EditorView.contentAttributes.of({
      'aria-label': label,
      'aria-describedby': describedBy,
      'aria-multiline': variant === 'compact' ? 'false' : 'true',
      spellcheck: 'false',
      autocapitalize: 'off',
      autocorrect: 'off',
    }),
  ];
}

/**
 * Enter takes a completion that is meant: one whose word was begun, or that was chosen with the arrow keys. A list that
 * only offers what might follow does not swallow the line break.
 */
function acceptMeantCompletion(view: EditorView): boolean {
  const { state } = view;
  if (completionStatus(state) !== 'active') return false;
  const before = state.sliceDoc(Math.max(0, state.selection.main.head - 1), state.selection.main.head);
  const isMeant = /[^\s(){},]/.test(before) || (selectedCompletionIndex(state) ?? 0) > 0;
  return isMeant && acceptCompletion(view);
}

/** The smallest change that makes one text of the other, so that the cursor stays where it can. */
function changeBetween(before: string, after: string): { from: number; to: number; insert: string } {
  let start = 0;
  while (start < before.length && start < after.length && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let end = 0;
  const longest = Math.min(before.length, after.length) - start;
  while (end < longest && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) end++;
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}
