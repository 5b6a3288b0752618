import type { Completion } from '@codemirror/autocomplete';
import type { CompletionKind } from '../server';
import styles from './completionIcon.module.css';

/** A letter or sign for each kind, so that colour is not all that tells them apart. */
const signs: Record<CompletionKind, string> = {
  keyword: 'k',
  intrinsic: 'i',
  scope: 's',
  attribute: 'a',
  operator: '=',
  function: 'ƒ',
  value: '“',
  hint: 'h',
  punctuation: '·',
};

/** The small mark before a completion. Screen readers hear the detail instead. */
export function completionIcon(completion: Completion): HTMLElement {
  const kind = (completion.type ?? 'keyword') as CompletionKind;
  const icon = document.createElement('span');
  icon.className = `${styles.icon} ${styles[kind] ?? ''}`;
  icon.textContent = signs[kind] ?? '·';
  icon.ariaHidden = 'true';
  return icon;
}
