import { useEffect, useId, useRef, useState, type ChangeEvent, type FocusEvent, type KeyboardEvent, type MouseEvent } from 'react';

/** What `useCombobox` is told. */
export interface ComboboxOptions {
  /** How many options the list has. */
  readonly count: number;
  readonly typed: string;
  /** The list stays open when an option was taken, for the next one. */
  readonly staysOpen: boolean;
  readonly opensOnFocus: boolean;
  readonly onType: (text: string) => void;
  /** An option was taken. */
  readonly onPick: (index: number) => void;
  /** What is typed was taken as it is: the field was left, or Enter pressed without a list. */
  readonly onTyped: () => void;
  readonly onOpen?: (() => void) | undefined;
  /** Backspace in the empty field. */
  readonly onErase: () => void;
}

const pageLength = 10;

/**
 * A text field with a list of options below it, as the ARIA practices describe an editable combobox with list autocompletion: the
 * focus stays in the field, the list has an active option. Arrows move it around the ends, Home, End and the page keys within the list.
 */
export function useCombobox({ count, typed, staysOpen, opensOnFocus, onType, onPick, onTyped, onOpen, onErase }: ComboboxOptions) {
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [wanted, setActive] = useState(0);
  const active = isOpen ? Math.min(wanted, count - 1) : -1;
  const optionId = (index: number) => `${id}-option-${index}`;

  useEffect(() => {
    // jsdom has no scrolling.
    if (active >= 0) list.current?.children[active]?.scrollIntoView?.({ block: 'nearest' });
  }, [active]);

  const open = (index = 0) => {
    setActive(index);
    if (isOpen) return;
    setOpen(true);
    onOpen?.();
  };
  const pick = (index: number) => {
    onPick(index);
    setActive(0);
    setOpen(staysOpen);
  };
  const take = () => {
    setOpen(false);
    onTyped();
  };

  const moved = (event: KeyboardEvent): number | undefined => {
    switch (event.key) {
      case 'ArrowDown':
        return isOpen ? (active + 1) % Math.max(count, 1) : 0;
      case 'ArrowUp':
        return isOpen && active > 0 ? active - 1 : count - 1;
      case 'PageDown':
        return isOpen ? Math.min(active + pageLength, count - 1) : undefined;
      case 'PageUp':
        return isOpen ? Math.max(active - pageLength, 0) : undefined;
      case 'Home':
        return isOpen ? 0 : undefined;
      case 'End':
        return isOpen ? count - 1 : undefined;
      default:
        return undefined;
    }
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    // These keys belong to the input method while it composes.
    if (event.nativeEvent.isComposing) return;
    const next = event.altKey ? undefined : moved(event);
    if (next !== undefined) {
      event.preventDefault();
      open(Math.max(next, 0));
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      // This runs the query: with what is typed, not with the first option.
      onTyped();
    } else if (event.key === 'Enter') {
      if (active < 0 && typed.trim() === '') return;
      event.preventDefault();
      if (active >= 0) pick(active);
      else take();
    } else if (event.key === 'Escape') {
      if (isOpen) setOpen(false);
      else if (typed !== '') onType('');
    } else if (event.key === 'Backspace' && typed === '') {
      onErase();
    }
  };

  return {
    isOpen,
    active,
    labelProps: { id: `${id}-label`, htmlFor: `${id}-input` },
    inputProps: {
      id: `${id}-input`,
      role: 'combobox',
      value: typed,
      autoComplete: 'off',
      'aria-autocomplete': 'list',
      'aria-expanded': isOpen,
      'aria-controls': `${id}-list`,
      'aria-activedescendant': active < 0 ? undefined : optionId(active),
      'aria-labelledby': `${id}-label`,
      onChange: (event: ChangeEvent<HTMLInputElement>) => {
        onType(event.target.value);
        open();
      },
      onFocus: () => {
        if (opensOnFocus) open();
      },
      // The focus that a click brings may have opened the list already.
      onClick: () => open(Math.max(active, 0)),
      onBlur: (event: FocusEvent) => {
        // Another window has the focus now; it comes back to the field.
        if (event.relatedTarget === null && document.activeElement === event.target) return;
        take();
      },
      onKeyDown,
    },
    listProps: { ref: list, id: `${id}-list`, role: 'listbox', 'aria-labelledby': `${id}-label` },
    optionProps: (index: number) => ({
      id: optionId(index),
      role: 'option',
      'aria-selected': index === active,
      // The focus stays in the field.
      onMouseDown: (event: MouseEvent) => event.preventDefault(),
      onMouseMove: () => setActive(index),
      onClick: () => pick(index),
    }),
  } as const;
}
