import type { KeyboardEvent } from 'react';

/** `↓` and `↑` go along what a list lets choose, from whatever above it has the focus. */
export function walkList(event: KeyboardEvent, list: HTMLElement | null, choices = 'button'): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const buttons = [...(list?.querySelectorAll<HTMLElement>(choices) ?? [])];
  const at = buttons.indexOf(document.activeElement as HTMLElement);
  const next = buttons[event.key === 'ArrowDown' ? at + 1 : Math.max(0, at - 1)];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
