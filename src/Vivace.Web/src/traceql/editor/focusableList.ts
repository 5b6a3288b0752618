import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

/**
 * Makes the list of completions focusable, as a list that scrolls has to be for assistive technology. It is worked by
 * the editor's own keys, and the pointer does not move the focus there: that would close it.
 */
export const focusableList: Extension = EditorView.updateListener.of(({ view }) => {
  const list = view.dom.querySelector<HTMLElement>('.cm-tooltip-autocomplete > ul:not([tabindex])');
  if (list === null) return;
  list.tabIndex = 0;
  list.addEventListener('mousedown', (event) => {
    if (event.target === list) event.preventDefault();
  });
});
