import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

/**
 * Typing over a selection is done here, not by the browser: Chromium would put inline styles into the text it leaves,
 * which the page's Content-Security-Policy refuses aloud. Input methods that compose are left alone.
 */
export const replaceBySelf: Extension = EditorView.domEventHandlers({
  beforeinput: (event, view) => {
    const { main, ranges } = view.state.selection;
    const text = event.data;
    if (event.inputType !== 'insertText' || text === null || event.isComposing || view.composing) return false;
    if (main.empty || ranges.length > 1 || view.state.readOnly) return false;
    event.preventDefault();
    const { from } = main;
    let { to } = main;
    // A bracket is put around a selected part; who selects all begins another query.
    if (from === 0 && to === view.state.doc.length) {
      view.dispatch({ changes: { from, to }, userEvent: 'delete.selection' });
      to = from;
    }
    const insert = () => view.state.update({ changes: { from, to, insert: text }, selection: { anchor: from + text.length }, userEvent: 'input.type' });
    const isHandled = view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, text, insert));
    if (!isHandled) view.dispatch(insert());
    return true;
  },
});
