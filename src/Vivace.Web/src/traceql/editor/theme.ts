import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

/** The editor's looks, all from the page's tokens, so that a change of theme needs nothing here. */
export const editorTheme: Extension = EditorView.theme({
  '&': {
    backgroundColor: 'transparent',
    color: 'var(--text)',
    fontSize: 'var(--text-md)',
  },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '20px' },
  '.cm-content': { padding: '8px 0', caretColor: 'var(--text)' },
  '.cm-line': { padding: '0 12px' },
  '.cm-cursor': { borderLeftColor: 'var(--text)', borderLeftWidth: '1.5px' },
  '.cm-placeholder': { color: 'var(--text-faint)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'var(--accent-soft)',
  },
  '&.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--accent-soft)',
    outline: '1px solid var(--accent-border)',
    borderRadius: '2px',
  },
  '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'var(--error-soft)', color: 'var(--error-text)' },

  '.cm-lintRange': { backgroundImage: 'none', paddingBottom: '1px' },
  '.cm-lintRange-error': { textDecoration: 'underline wavy var(--error) 1px', textUnderlineOffset: '4px' },
  '.cm-lintRange-warning': { textDecoration: 'underline wavy var(--warning) 1px', textUnderlineOffset: '4px' },
  '.cm-lintRange-hint, .cm-lintRange-info': { textDecoration: 'underline dotted var(--text-faint) 1.5px', textUnderlineOffset: '4px' },
  '.cm-lintRange-active': { backgroundColor: 'transparent' },
  '.cm-lintPoint:after': { borderBottomColor: 'var(--error)' },
  '.cm-lintPoint-warning:after': { borderBottomColor: 'var(--warning)' },

  '.cm-tooltip': {
    zIndex: 'var(--z-popover)',
    border: '1px solid var(--border-strong)',
    borderRadius: 'var(--radius-lg)',
    backgroundColor: 'var(--surface-raised)',
    boxShadow: 'var(--shadow-md)',
    color: 'var(--text)',
    fontFamily: 'var(--font-sans)',
    fontSize: 'var(--text-md)',
    overflow: 'hidden',
  },
  '.cm-tooltip-lint': { padding: '4px 0', maxWidth: 'min(520px, calc(100vw - 16px))' },
  '.cm-diagnostic': { padding: '4px 12px', border: '0 !important', marginLeft: '0' },
  '.cm-diagnosticText': { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  '.cm-diagnosticAction': {
    margin: '4px 6px 2px 0',
    padding: '2px 8px',
    borderRadius: 'var(--radius-sm)',
    border: '1px solid var(--border-strong)',
    backgroundColor: 'var(--surface)',
    color: 'var(--text)',
    font: 'inherit',
    fontSize: 'var(--text-sm)',
    cursor: 'pointer',
  },
  '.cm-diagnosticAction:hover': { backgroundColor: 'var(--surface-hover)' },

  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--font-sans)',
    fontSize: 'var(--text-md)',
    maxHeight: 'min(300px, 40vh)',
    minWidth: '220px',
    maxWidth: 'min(560px, calc(100vw - 16px))',
    padding: '4px',
    scrollbarWidth: 'thin',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    height: '26px',
    padding: '0 8px 0 6px',
    borderRadius: 'var(--radius-sm)',
    lineHeight: '26px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--surface-active)',
    color: 'var(--text)',
    boxShadow: 'inset 0 0 0 1px var(--border-strong)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected] .cm-completionDetail': { color: 'var(--text-muted)' },
  '.cm-completionLabel': {
    flex: '0 1 auto',
    minWidth: '0',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'pre',
    fontFamily: 'var(--font-mono)',
    fontSize: 'var(--text-sm)',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', color: 'var(--accent-text)', fontWeight: 'var(--weight-strong)' },
  '.cm-completionDetail': {
    flex: '1 1 auto',
    margin: '0',
    paddingLeft: '8px',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    textAlign: 'right',
    color: 'var(--text-faint)',
    fontStyle: 'normal',
    fontSize: 'var(--text-sm)',
  },
});

/** Two lines at least, so that it is seen to take several; more than two fifths of the window scroll. */
export const fullTheme: Extension = EditorView.theme({
  '&': { maxHeight: '40vh' },
  '.cm-content': { minHeight: '56px' },
});

/** One line, as high as the other controls beside it. */
export const compactTheme: Extension = EditorView.theme({
  '.cm-content': { padding: 'calc((var(--control-height) - 22px) / 2) 0' },
  '.cm-line': { padding: '0 8px' },
  '.cm-scroller': { overflowX: 'auto', scrollbarWidth: 'none', fontSize: 'var(--text-sm)' },
});
