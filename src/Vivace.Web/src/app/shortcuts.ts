import { useEffect, useRef } from 'react';
import { create } from 'zustand';
import { usePreferences } from '../settings/preferences';

/** One keyboard shortcut. `keys` as in `j`, `Shift+N`, `[`, `g e` (one after the other), `Mod+k` (Ctrl or ⌘). */
export interface Shortcut {
  keys: string | readonly string[];
  /** What it does, as the help shows it. */
  description: string;
  /** The heading in the help: `Everywhere`, `Trace`, `Explore`. */
  group: string;
  run: (event: KeyboardEvent) => void;
}

interface ShortcutStore {
  active: ReadonlySet<Shortcut>;
}

export const useActiveShortcuts = create<ShortcutStore>()(() => ({ active: new Set<Shortcut>() }));

/**
 * Registers shortcuts while the component is shown. They are off inside inputs, inside dialogs and menus,
 * and when the person switched them off (combinations with Ctrl or ⌘ stay).
 */
export function useShortcuts(shortcuts: readonly Shortcut[], enabled = true): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  const shape = JSON.stringify(shortcuts.map(({ keys, description, group }) => [keys, description, group]));
  useEffect(() => {
    if (!enabled) return undefined;
    const mine = latest.current.map<Shortcut>((shortcut, index) => ({
      ...shortcut,
      run: (event) => latest.current[index]?.run(event),
    }));
    useActiveShortcuts.setState(({ active }) => ({ active: new Set([...active, ...mine]) }));
    return () => useActiveShortcuts.setState(({ active }) => ({ active: new Set([...active].filter((one) => !mine.includes(one))) }));
  }, [shape, enabled]);
}

/** How long the second key of `g e` may take, in milliseconds. */
const SEQUENCE_MILLISECONDS = 1_200;

/** Whether keys typed at this element are text, or belong to an open dialog or menu. */
export function belongsToControl(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]') !== null) return true;
  return target.closest('input, textarea, select, [contenteditable="true"], [contenteditable=""], [role="textbox"], [role="combobox"]') !== null;
}

/** Whether a key means something to the button, link or tab that has the focus. */
export function isKeyOfControl(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false;
  if (key === 'Enter' || key === ' ') return target.closest('button, a[href], summary, [role="button"], [role="tab"]') !== null;
  return key.startsWith('Arrow') && target.closest('[role="tab"], [role="radio"], [role="slider"], [role="separator"]') !== null;
}

/** The name of a pressed key, as shortcuts write it. */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): string {
  const letter = /^[a-z]$/i.test(event.key);
  const key = letter ? (event.shiftKey ? event.key.toUpperCase() : event.key.toLowerCase()) : event.key === ' ' ? 'Space' : event.key;
  let name = '';
  if (event.ctrlKey || event.metaKey) name += 'Mod+';
  if (event.altKey) name += 'Alt+';
  // A shifted sign such as `?` already is another key; only letters and named keys say Shift.
  if (event.shiftKey && (letter || event.key.length > 1)) name += 'Shift+';
  return name + (name.startsWith('Mod+') && letter ? key.toLowerCase() : key);
}

/** Listens on the document and runs what fits; call once at start. */
export function startShortcuts(target: Document = document): () => void {
  let pending: string | null = null;
  let pendingUntil = 0;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.key === 'Shift' || event.key === 'Control' || event.key === 'Alt' || event.key === 'Meta') return;
    const name = keyName(event);
    const combined = name.startsWith('Mod+');
    if (!combined && (belongsToControl(event.target) || isKeyOfControl(event.target, event.key) || !usePreferences.getState().shortcuts)) {
      pending = null;
      return;
    }
    // Latest registered first: a page's own shortcut wins over the shell's.
    const active = [...useActiveShortcuts.getState().active].reverse();
    const sequence = pending !== null && event.timeStamp <= pendingUntil ? `${pending} ${name}` : null;
    pending = null;
    const find = (keys: string) => active.find((shortcut) => keysOf(shortcut).includes(keys));
    const shortcut = (sequence === null ? undefined : find(sequence)) ?? find(name);
    if (shortcut !== undefined) {
      event.preventDefault();
      shortcut.run(event);
      return;
    }
    if (active.some((one) => keysOf(one).some((keys) => keys.startsWith(`${name} `)))) {
      pending = name;
      pendingUntil = event.timeStamp + SEQUENCE_MILLISECONDS;
    }
  };
  target.addEventListener('keydown', onKeyDown);
  return () => target.removeEventListener('keydown', onKeyDown);
}

export function keysOf(shortcut: Shortcut): readonly string[] {
  return typeof shortcut.keys === 'string' ? [shortcut.keys] : shortcut.keys;
}
